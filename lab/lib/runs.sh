# shellcheck shell=bash
# A run: nodes that belong together, apart from all others. Its folder is written before what it tells of is made,
# so that `down` knows of everything, whenever `up` was killed.

# Takes --run NAME off the front of the arguments: sets RUN, and REST to what follows.
take_run() {
    RUN=$DEFAULT_RUN
    if [ "${1:-}" = --run ]; then
        [ $# -ge 2 ] || refuse "--run needs a name"
        RUN=$2
        shift 2
    fi
    # shellcheck disable=SC2034 # read by the verbs
    REST=("$@")
    check_name "$RUN" "a run"
}

# Names become parts of host names and of paths.
check_name() { # NAME WHAT
    [[ $1 =~ ^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$ ]] ||
        refuse "'$1' cannot name $2: use lower-case letters, digits and inner hyphens, at most 40"
}

run_names() {
    local folder
    for folder in "$STATE"/*/; do
        [ ! -d "$folder" ] || basename "$folder"
    done
}

# Locks a folder, made if need be, until the process and all that inherit its lock end.
# The folder may be removed by whoever held it before: then the lock is on nothing, and is taken anew.
lock_folder() { # FOLDER
    local fd
    while :; do
        mkdir -p "$STATE" && (umask 077 && mkdir -p "$1")
        exec {fd}<"$1" || continue
        flock --nonblock "$fd" || { say "waiting for another lab at work on ${1##*/}"; flock "$fd"; }
        LOCKS+=("$fd")
        [ "$(stat -Lc %i "/proc/self/fd/$fd")" != "$(stat -c %i "$1" 2>/dev/null)" ] || return 0
        exec {fd}<&-
        unset 'LOCKS[-1]'
    done
}
LOCKS=()

unlock_last() {
    local fd=${LOCKS[-1]}
    unset 'LOCKS[-1]'
    exec {fd}<&-
}

# Field 22 of /proc/PID/stat: with the number, it names one process for as long as the machine runs.
process_start() { # PID
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # shellcheck disable=SC2086 # the fields after the command's name, which may hold spaces
    set -- ${stat##*) }
    printf '%s' "${20}"
}

record_process() { # PID FILE
    local start
    start=$(process_start "$1") || return 1
    printf '%s %s\n' "$1" "$start" >"$2.new"
    mv "$2.new" "$2"
}

process_alive() { # FILE
    local pid start
    read -r pid start 2>/dev/null <"$1" || return 1
    [ "$(process_start "$pid")" = "$start" ]
}

run_is_stale() { # RUN
    local owner
    owner=$(run_folder "$1")/owner
    [ -f "$owner" ] && ! process_alive "$owner"
}
