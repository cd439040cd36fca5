# shellcheck shell=bash
# `up`: makes a run be as asked. What runs already is left alone.

verb_up() {
    local owner="" nodes kinds kind node
    take_run "$@"
    set -- "${REST[@]}"
    if [ "${1:-}" = --owner ]; then
        owner=${2:-}
        [[ $owner =~ ^[0-9]+$ && -d /proc/$owner ]] || refuse "--owner needs the id of a running process, not '$owner'"
        shift 2
    fi
    nodes=("$@")
    [ ${#nodes[@]} -gt 0 ] || nodes=("${DEFAULT_NODES[@]}")
    check_nodes "${nodes[@]}"

    reap_stale_runs
    install_host_needs
    lock_folder "$(run_folder "$RUN")"
    prepare_run "$owner"
    for node in "${nodes[@]}"; do register_node "${node%%=*}" "${node#*=}"; done
    # Registered before: `prune` keeps what they are about to use.
    mapfile -t kinds < <(printf '%s\n' "${nodes[@]#*=}" | sort -u)
    verb_trees "${kinds[@]}"
    for kind in "${kinds[@]}"; do (load_kind "$kind" && kind_prepare); done
    start_nodes "${nodes[@]%%=*}" || fail "run '$RUN' is not complete: see above; lab/lab down --run $RUN removes it"
}

check_nodes() { # NAME=KIND ...
    local node seen=' '
    for node in "$@"; do
        [[ $node == *=* ]] || refuse "'$node' is not NAME=KIND, as in db1=mariadb-10.11"
        check_name "${node%%=*}" "a node"
        [[ $seen != *" ${node%%=*} "* ]] || refuse "two nodes are called '${node%%=*}'"
        seen+="${node%%=*} "
        (load_kind "${node#*=}" && kind_check)
    done
}

prepare_run() { # [OWNER]
    local folder
    folder=$(run_folder "$RUN")
    [ -z "$1" ] || record_process "$1" "$folder/owner" || fail "process $1, the run's owner, has ended"
    [ -f "$folder/id_ed25519.pub" ] ||
        { rm -f "$folder/id_ed25519" && ssh-keygen -q -t ed25519 -N '' -C "lab $RUN" -f "$folder/id_ed25519"; }
    [ -s "$folder/proof-password" ] ||
        (umask 077 && od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >"$folder/proof-password")
    allocate_subnet "$RUN"
    make_bridge "$RUN"
}

register_node() { # NODE KIND
    local folder number
    folder=$(node_folder "$RUN" "$1")
    if [ -s "$folder/address" ]; then
        [ "$(cat "$folder/kind")" = "$2" ] || refuse "$1 of run '$RUN' is a $(cat "$folder/kind"): end the run first, or choose another name"
        return
    fi
    number=$({ cat "$(run_folder "$RUN")"/nodes/*/number 2>/dev/null || true; } | sort -n | tail -n 1)
    number=$((${number:-10} + 1))
    [ "$number" -le 254 ] || refuse "a run has room for 244 nodes"
    mkdir -p "$folder"
    printf '%s\n' "$2" >"$folder/kind"
    (load_kind "$2" && tree_path && echo) >"$folder/tree"
    printf '%s\n' "$number" >"$folder/number"
    printf '%s.%s\n' "$(subnet_prefix "$(cat "$(run_folder "$RUN")/subnet")")" "$number" >"$folder/address"
}

# As many at a time as the processors can feed. All die with this process.
start_nodes() { # NODE ...
    local node folder missing=() failed=0
    for node in "$@"; do
        folder=$(node_folder "$RUN" "$node")
        [ -f "$folder/ready" ] && process_alive "$folder/pid" || missing+=("$node")
    done
    [ ${#missing[@]} -gt 0 ] || { say "run '$RUN': all nodes are up"; return; }
    printf '%s\n' "${missing[@]}" | setpriv --pdeathsig KILL xargs -P $((2 * $(nproc) + 2)) -I '{}' \
        setpriv --pdeathsig KILL "$LAB/lab" start-node "$RUN" '{}' || failed=1
    write_known_hosts
    return $failed
}

write_known_hosts() {
    local folder key file
    file=$(run_folder "$RUN")/known_hosts
    for folder in "$(run_folder "$RUN")"/nodes/*/; do
        [ -f "$folder/host-key.pub" ] || continue
        read -r -a key <"$folder/host-key.pub"
        printf '%s,%s %s %s\n' "$(cat "$folder/address")" "$(node_hostname "$RUN" "$(basename "$folder")")" "${key[0]}" "${key[1]}"
    done >"$file.new"
    mv "$file.new" "$file"
}
