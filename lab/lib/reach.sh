# shellcheck shell=bash
# Ways into a node.

verb_ssh() {
    local folder run
    take_node "$@"
    folder=$(node_folder "$RUN" "$NODE")
    run=$(run_folder "$RUN")
    exec ssh -F none -i "$run/id_ed25519" -o IdentitiesOnly=yes -o UserKnownHostsFile="$run/known_hosts" \
        -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=yes "root@$(cat "$folder/address")" "${REST[@]}"
}

verb_exec() {
    take_node "$@"
    [ ${#REST[@]} -gt 0 ] || refuse "exec needs a command"
    in_node "$RUN" "$NODE" "${REST[@]}" || exit $?
}

# Pulls a node's network cable, or plugs it in.
verb_cable() {
    take_node "$@"
    [[ ${#REST[@]} = 1 && ${REST[0]} =~ ^(up|down)$ ]] || refuse "cable needs a node, then up or down"
    ip link set "$(link_name "$(cat "$(run_folder "$RUN")/subnet")" "$(cat "$(node_folder "$RUN" "$NODE")/number")")" "${REST[0]}"
}

# Sets RUN, NODE, and REST to what follows them.
take_node() {
    take_run "$@"
    [ ${#REST[@]} -gt 0 ] || refuse "which node? There are: $(node_names "$RUN" | paste -sd ' ')"
    NODE=${REST[0]}
    REST=("${REST[@]:1}")
    check_name "$NODE" "a node"
    process_alive "$(node_folder "$RUN" "$NODE")/pid" ||
        refuse "run '$RUN' has no node '$NODE' that is up; it has: $(node_names "$RUN" | paste -sd ' ')"
}

node_names() { # RUN
    local folder
    for folder in "$(run_folder "$1")"/nodes/*/; do
        [ ! -d "$folder" ] || basename "$folder"
    done
}
