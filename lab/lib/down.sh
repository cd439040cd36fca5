# shellcheck shell=bash
# `down`: removes all of a run, however much or little of it there is.

verb_down() {
    local run
    case ${1:-} in
        --stale) reap_stale_runs ;;
        --all) while read -r run; do remove_run "$run"; done < <({ run_names; marked_runs; } | sort -u) ;;
        *)
            take_run "$@"
            [ ${#REST[@]} -eq 0 ] || refuse "down ends a whole run: '${REST[*]}' is too much"
            remove_run "$RUN"
            ;;
    esac
    remove_unfinished_trees
}

remove_run() ( # RUN
    lock_folder "$(run_folder "$1")"
    remove_locked_run "$1"
)

remove_locked_run() { # RUN
    kill_marked "$1"
    remove_cgroups "$1"
    remove_network "$1"
    rm -rf --one-file-system "$(run_folder "$1")"
    rmdir "$STATE" 2>/dev/null || true
}

# Runs whose owner was killed, and could not end them.
reap_stale_runs() {
    local run
    while read -r run; do
        ! run_is_stale "$run" || reap_run "$run"
    done < <(run_names)
}

# Whoever holds the lock is at work on the run, perhaps removing it: leave it to the next time.
reap_run() ( # RUN
    exec {lock}<"$(run_folder "$1")" || exit 0
    flock -n "$lock" || exit 0
    # Another may have removed it, and started one of the same name, since it was found.
    run_is_stale "$1" && [ "$(stat -Lc %i "/proc/self/fd/$lock")" = "$(stat -c %i "$(run_folder "$1")")" ] || exit 0
    say "run '$1': its owner is gone, removing it"
    remove_locked_run "$1"
)
