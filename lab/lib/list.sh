# shellcheck shell=bash
# `list`: what is there, for people and for programs.

verb_list() {
    local runs run node folder json=false
    mapfile -t runs < <(run_names)
    while [ $# -gt 0 ]; do
        case $1 in
            --json) json=true && shift ;;
            --run) take_run "$@" && runs=("$RUN") && set -- "${REST[@]}" ;;
            *) refuse "list knows --run NAME and --json, not '$1'" ;;
        esac
    done

    if $json; then
        printf '['
        list_nodes "${runs[@]}" | node_objects | paste -sd ,
        printf ']\n'
    else
        row RUN NODE KIND ADDRESS HOSTNAME STATE
        list_nodes "${runs[@]}" | while read -r run node; do
            folder=$(node_folder "$run" "$node")
            row "$run" "$node" "$(cat "$folder/kind")" "$(cat "$folder/address")" \
                "$(node_hostname "$run" "$node")" "$(node_state "$folder")"
        done
    fi
}

row() { printf '%-20s %-10s %-14s %-15s %-28s %s\n' "$@"; }

list_nodes() { # RUN ...
    local run node
    for run in "$@"; do
        for node in $(node_names "$run"); do
            # Not yet registered to the end.
            [ ! -s "$(node_folder "$run" "$node")/address" ] || printf '%s %s\n' "$run" "$node"
        done
    done
}

node_state() { # FOLDER
    if ! process_alive "$1/pid"; then
        printf 'down'
    elif [ -f "$1/ready" ]; then
        printf 'up'
    else
        printf 'starting'
    fi
}

# No value needs escaping: names, paths of ours, keys. The password stays in its file.
node_objects() {
    local run node folder kind pid key
    while read -r run node; do
        folder=$(node_folder "$run" "$node")
        kind=$(cat "$folder/kind")
        load_kind "$kind"
        read -r pid _ 2>/dev/null <"$folder/pid" || pid=0
        read -r -a key 2>/dev/null <"$folder/host-key.pub" || key=('' '')
        printf '{"run":"%s","name":"%s","kind":"%s","server":"%s","service":"%s","client":"%s","state":"%s","pid":%d,"pidFile":"%s",' \
            "$run" "$node" "$kind" "$KIND_SERVER" "$KIND_SERVICE" "${KIND_CLIENT[*]}" "$(node_state "$folder")" "$pid" "$folder/pid"
        printf '"address":"%s","port":%d,"hostname":"%s",' "$(cat "$folder/address")" "$KIND_PORT" "$(node_hostname "$run" "$node")"
        printf '"sshUser":"root","sshKey":"%s","hostKey":"%s","knownHosts":"%s",' \
            "$(run_folder "$run")/id_ed25519" "${key[*]:0:2}" "$(run_folder "$run")/known_hosts"
        printf '"standIn":%s,' "$([ -e "$folder/stand-in" ] && echo true || echo false)"
        printf '"proofUser":"%s","proofPasswordFile":"%s"}\n' \
            "$PROOF_USER" "$(run_folder "$run")/proof-password"
    done
}
