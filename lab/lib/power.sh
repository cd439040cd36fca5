# shellcheck shell=bash
# Takes a node's power away, and gives it back. Its disk is memory that goes with its processes, so it is copied meanwhile:
# with all that was written, synced or not.

verb_power() {
    take_run "$@"
    [[ ${#REST[@]} = 2 && ${REST[1]} =~ ^(on|off)$ ]] || refuse "power needs a node, then on or off"
    lock_folder "$(run_folder "$RUN")"
    "power_${REST[1]}" "${REST[0]}"
}

power_off() { # NODE
    local folder pid holder
    take_node --run "$RUN" "$1"
    folder=$(node_folder "$RUN" "$NODE")
    read -r pid _ <"$folder/pid"
    # Whoever is in the mount namespace keeps its disk when all else is dead.
    nsenter -t "$pid" --mount --root sleep infinity &
    holder=$!
    until [ -d "/proc/$holder/root/run/lab-disk/upper" ]; do
        kill -0 "$holder" || fail "$NODE: its disk cannot be held"
    done
    rm -f "$folder/ready"
    kill_marked "$RUN" "$NODE"
    rm -rf "$folder/kept.new"
    cp -a "/proc/$holder/root/run/lab-disk/upper" "$folder/kept.new"
    mv -T "$folder/kept.new" "$folder/kept"
    kill "$holder"
}

power_on() { # NODE
    check_name "$1" "a node"
    [ -d "$(node_folder "$RUN" "$1")/kept" ] || refuse "run '$RUN' has no node '$1' that is without power"
    verb_start_node "$RUN" "$1"
}
