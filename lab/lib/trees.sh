# shellcheck shell=bash
# The base systems: one per kind, built once by mmdebstrap, shared read-only by all nodes of the kind.

# What every node has: a login, the programs the node tool calls, and `mount`, which mmdebstrap's small variant leaves out.
TREE_PACKAGES=(openssh-server openssl sudo busybox procps mount)

# The tree's path. It carries a hash of the recipe, so that a changed recipe is another tree.
tree_path() { # of the loaded kind
    local recipe
    recipe=$({
        printf '%s\n' "$KIND_SUITE" "${KIND_PACKAGES[@]}" "${TREE_PACKAGES[@]}"
        declare -f debian_tree kind_build kind_finish make_anonymous
        [ ${#KIND_TREE_FILES[@]} -eq 0 ] || cat "${KIND_TREE_FILES[@]}"
    } | sha256sum)
    printf '%s/%s-%s' "$TREES" "$KIND_TREE" "${recipe:0:12}"
}

verb_trees() {
    local kinds=("$@") kind builders=() failed=0
    [ ${#kinds[@]} -gt 0 ] || mapfile -t kinds < <(ordinary_kinds)
    for kind in "${kinds[@]}"; do (load_kind "$kind"); done
    install_host_needs
    for kind in "${kinds[@]}"; do
        setpriv --pdeathsig KILL "$LAB/lab" build-tree "$kind" &
        builders+=($!)
    done
    for kind in "${builders[@]}"; do wait "$kind" || failed=1; done
    [ $failed = 0 ] || fail "not every base system could be built"
}

# Returns when the kind's tree is there. Whoever comes second waits for the first. Dies with the process that asked for it.
verb_build_tree() { # KIND
    local tree building log start=$EPOCHREALTIME
    load_kind "$1"
    set -- "$KIND_TREE"
    tree=$(tree_path)
    [ ! -d "$tree" ] || return 0

    mkdir -p "$TREES"
    lock_tree "$1" --nonblock || { say "$1: waiting for another build of it"; lock_tree "$1"; }
    [ ! -d "$tree" ] || return 0

    building=$TREES/.$1.building
    log=$TREES/$1.log
    rm -rf --one-file-system "$building"
    say "$1: building its base system (about a minute, once)"
    if ! kind_build "$building" > >(tee "$log" | sed -un "s/^I: /lab: $1: /p" >&2) 2>&1; then
        tail -n 20 "$log" >&2
        fail "$1: its base system could not be built; the whole log: $log"
    fi
    make_anonymous "$building"
    kind_finish "$building"
    mv "$building" "$tree"
    rm -f "$log"
    say "$1: built in $(seconds_since "$start"), $(du -sm "$tree" | cut -f1) MB"
}

lock_tree() { # KIND [--nonblock]
    local fd
    exec {fd}>"$TREES/.$1.lock"
    flock ${2:+"$2"} "$fd" || { exec {fd}>&-; return 1; }
}

# What builders that were killed have left. A builder at work holds its lock.
remove_unfinished_trees() {
    local building kind
    for building in "$TREES"/.*.building/; do
        [ -d "$building" ] || continue
        kind=$(basename "$building" .building)
        (lock_tree "${kind#.}" --nonblock && rm -rf --one-file-system "$building") || true
    done
}

# Documentation and unsafe I/O aside, what `apt install` gives. sid's Release file may be out of date on a mirror.
# Process and mount namespaces of its own, so that nothing of it outlives its builder.
debian_tree() { # DIR
    local packages mirror
    mirror=$(debian_mirror)
    packages=$(IFS=,; printf '%s' "${TREE_PACKAGES[*]},${KIND_PACKAGES[*]}")
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc \
        mmdebstrap --mode=root --variant=apt --format=directory \
        --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Languages "none"' \
        --aptopt='Acquire::Retries "3"' \
        --include="$packages" "$KIND_SUITE" "$1" "$mirror"
}

# What must differ from node to node is made at a node's first start.
make_anonymous() { # DIR
    rm -f "$1"/etc/ssh/ssh_host_*_key "$1"/etc/ssh/ssh_host_*_key.pub \
        "$1"/etc/hostname "$1"/etc/resolv.conf "$1"/etc/machine-id "$1"/var/lib/dbus/machine-id
}

verb_prune() {
    local tree in_use
    [ -d "$TREES" ] || return 0
    in_use=$(cat "$STATE"/*/nodes/*/tree 2>/dev/null || true)
    remove_unfinished_trees
    for tree in "$TREES"/*/; do
        tree=${tree%/}
        [ -d "$tree" ] || continue
        if grep -qxF "$tree" <<<"$in_use"; then
            say "kept, in use: $tree"
        else
            rm -rf --one-file-system "$tree"
            say "removed: $tree"
        fi
    done
    rm -f "$TREES"/*.log
    rmdir "$TREES" 2>/dev/null || true
}
