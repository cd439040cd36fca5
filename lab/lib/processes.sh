# shellcheck shell=bash
# The processes that hold nodes up, found by their environment, not by files that may be missing.

marked_processes() { # RUN [NODE]
    local pattern="^$MARK=$1/"
    [ $# -lt 2 ] || pattern="^$MARK=$1/$2\$"
    { grep -lsaz "$pattern" /proc/[0-9]*/environ || true; } | cut -d/ -f3
}

# The first process of a process id namespace takes all others with it. A process has lost its environment before it lets go of its
# files, and that first one before the others are dead: so each is waited for.
kill_marked() { # RUN [NODE]
    local pid pids killed=() until=$((SECONDS + 30))
    while mapfile -t pids < <(marked_processes "$@"); [ ${#pids[@]} -gt 0 ]; do
        [ $SECONDS -lt $until ] || fail "processes of $* do not die: ${pids[*]}"
        kill -KILL "${pids[@]}" 2>/dev/null || true
        killed+=("${pids[@]}")
        sleep 0.02
    done
    for pid in "${killed[@]}"; do
        until is_dead "$pid"; do
            [ $SECONDS -lt $until ] || fail "a process of $* does not die: $pid"
            sleep 0.02
        done
    done
}

is_dead() { # PID: gone, or waiting to be asked for its exit code
    ! grep -qs $'^State:\t[^ZX]' "/proc/$1/status"
}

marked_runs() {
    { grep -hsaz "^$MARK=" /proc/[0-9]*/environ || true; } | tr '\0' '\n' | sed -n "s|^$MARK=\([^/]*\)/.*|\1|p" | sort -u
}

in_node() { # RUN NODE command ...
    local folder
    folder=$(node_folder "$1" "$2")
    shift 2
    "$LAB/node/run" "$folder/pid" "$@"
}
