# shellcheck shell=bash
# One node, from nothing (or from the disk that it had when its power went) to ready. Started by `up` as a process of its own, which dies with it.

verb_start_node() { # RUN NODE
    local run=$1 node=$2 folder host pid start=$EPOCHREALTIME
    folder=$(node_folder "$run" "$node")
    host=$(cat "$folder/number")
    load_kind "$(cat "$folder/kind")"

    kill_marked "$run" "$node"
    [ "$KIND_INIT" != systemd ] || remove_cgroups "$run" "$node"
    rm -rf --one-file-system "$folder/files" "$folder/binds" "$folder/stand-in" "$folder/ready"
    prepare_files "$run" "$node"
    kind_files "$folder"
    mkdir -p "$folder/disk"
    pid=$(launch "$run" "$node")
    if [ -z "$pid" ] || ! record_process "$pid" "$folder/pid"; then
        node_failed "$run" "$node" "its first process ended"
    fi
    connect_node "$run" "$host" "$pid"

    wait_until "$run" "$node" "its server answers a query" run_opening "$run" "$node"
    wait_until "$run" "$node" "its sshd answers" sshd_answers "$run" "$node"
    wait_until "$run" "$node" "its service scripts have ended" test -e "/proc/$pid/root/run/lab-booted"
    cp "/proc/$pid/root/etc/ssh/ssh_host_ed25519_key.pub" "$folder/host-key.pub"
    rm -rf "$folder/kept"
    : >"$folder/ready"
    say "$node: $(cat "$folder/kind")$([ ! -e "$folder/stand-in" ] || printf ' (a stand-in)') at $(cat "$folder/address"), ready in $(seconds_since "$start")"
}

# The files that are this node's own, laid out as in its file system.
prepare_files() { # RUN NODE
    local run=$1 node=$2 files hostname settings
    files=$(node_folder "$run" "$node")/files
    hostname=$(node_hostname "$run" "$node")
    settings=$files$KIND_SETTINGS_PATH

    install -d -m 0755 "$files" "$files/etc" "$files/etc/lab" "$files/etc/mysql" "$(dirname "$settings")"
    install -d -m 0700 "$files/root" "$files/root/.ssh"
    printf '%s\n' "$hostname" >"$files/etc/hostname"
    {
        printf '127.0.0.1 localhost\n::1 localhost\n'
        other_nodes "$run"
    } >"$files/etc/hosts"
    # No name server: a node asks nobody.
    : >"$files/etc/resolv.conf"
    kind_settings >"$settings"
    chmod 0644 "$files/etc/hostname" "$files/etc/hosts" "$files/etc/resolv.conf" "$settings"
    "init_files_$KIND_INIT" "$files"
    install -m 0600 "$(run_folder "$run")/id_ed25519.pub" "$files/root/.ssh/authorized_keys"
}

other_nodes() { # RUN
    local folder node
    for folder in "$(run_folder "$1")"/nodes/*/; do
        node=$(basename "$folder")
        printf '%s %s %s\n' "$(cat "$folder/address")" "$(node_hostname "$1" "$node")" "$node"
    done
}

# Prints the host's number of the node's first process. The node keeps no descriptor of ours, no lock above all.
launch() { # RUN NODE
    local folder fd pid
    folder=$(node_folder "$1" "$2")
    read -r pid < <(
        for fd in /proc/"$BASHPID"/fd/*; do
            fd=${fd##*/}
            [ "$fd" -le 2 ] || exec {fd}>&-
        done
        exec env -i PATH="$PATH" "$MARK=$1/$2" setsid \
            unshare --mount --uts --ipc --pid --net --fork \
            "$LAB/node/enter" "$(cat "$folder/tree")" "$folder" "$(node_hostname "$1" "$2")" "$DISK_SIZE" \
            "$KIND_INIT" "$(cgroup_name "$1" "$2")" \
            3>&1 >"$folder/console.log" 2>&1 </dev/null
    ) || true
    printf '%s' "$pid"
}

wait_until() { # RUN NODE WHAT command ...
    local run=$1 node=$2 what=$3 said until=$((SECONDS + READY_WITHIN))
    shift 3
    until said=$("$@" 2>&1); do
        process_alive "$(node_folder "$run" "$node")/pid" || node_failed "$run" "$node" "its first process ended"
        [ $SECONDS -lt $until ] || node_failed "$run" "$node" "not so within $READY_WITHIN s: $what; the last try said: $said"
        sleep 0.1
    done
}

node_failed() { # RUN NODE WHY
    local folder
    folder=$(node_folder "$1" "$2")
    tail -n 20 "$folder/console.log" >&2 2>/dev/null || true
    in_node "$1" "$2" sh -c 'tail -n 20 /var/lib/mysql/*.err /var/log/mysql/error.log /var/lib/proxysql/proxysql.log' >&2 2>/dev/null || true
    kill_marked "$1" "$2"
    fail "$2: could not be started: $3 (its console: $folder/console.log)"
}

# The proof account may log in from the subnet, nothing else.
run_opening() { # RUN NODE
    local account
    account="'$PROOF_USER'@'$(subnet_prefix "$(cat "$(run_folder "$1")/subnet")").%'"
    kind_opening "$account" "$(cat "$(run_folder "$1")/proof-password")" | in_node "$1" "$2" "${KIND_CLIENT[@]}" --batch
}

sshd_answers() { # RUN NODE
    local fd banner
    exec {fd}<>"/dev/tcp/$(cat "$(node_folder "$1" "$2")/address")/22" || return 1
    read -r -t 5 -u "$fd" banner || banner=
    exec {fd}>&-
    [[ $banner == SSH-2.0-* ]]
}
