
# --- words: what is said, and how a run ends -----------------------------------------------------
#
# Starting a program costs a node more than what most of them do here. So what is asked often is asked of the shell,
# and a function that finds something leaves it in VALUE, since printing it would cost a process.

say() { printf '%s\n' "$*"; }

tell() { printf '%s\n' "$@" | sed "/^\$/d; s/^/$TOOL: /" >&2; }

# fail CODE WHAT CURE...: 1 failed and rolled back, 2 bad request or usage, 3 owned by another
fail() {
    code=$1
    shift
    tell "$@"
    exit "$code"
}

need_cmd() {
    command -v "$1" >/dev/null 2>&1 || fail 2 "$1 is missing on this node; nothing was touched" "install it first: $2"
}

# for_lines FUNCTION TEXT: calls it with each line of TEXT that is not empty. Not through a here-document: some shells make
# a file of that, and TEXT may hold a password. FUNCTION may do the same with other lines.
for_lines() {
    lines_ifs=$IFS
    IFS=$NEWLINE
    set -f
    # shellcheck disable=SC2086 # a line each
    set -- "$1" $2
    set +f
    IFS=$lines_ifs lines_function=yes
    for lines_line in "$@"; do
        if [ -n "$lines_function" ]; then lines_function=; else "$1" "$lines_line"; fi
    done
}

# has_line TEXT LINE
has_line() {
    case "$NEWLINE$1$NEWLINE" in *"$NEWLINE$2$NEWLINE"*) ;; *) return 1 ;; esac
}

# read_clock: CLOCK, seconds since this node started: no program has to be asked, and nobody sets it
read_clock() { IFS=' .' read -r CLOCK _ </proc/uptime; }

pause() { sleep 0.2 2>/dev/null || sleep 1; }

# until_true SECONDS COMMAND...: polls, and is false when the time is over
until_true() {
    until_limit=$1
    shift
    # Mostly it is true at once, and no clock is needed.
    ! "$@" || return 0
    read_clock
    until_end=$((CLOCK + until_limit))
    until "$@"; do
        read_clock
        [ "$CLOCK" -lt "$until_end" ] || return 1
        pause
    done
}

# limited SECONDS COMMAND...: no foreign program keeps us for ever
limited() { (exec_limited "$@"); }

# exec_limited SECONDS COMMAND...: the same, in the place of the subshell that calls it
exec_limited() {
    if command -v timeout >/dev/null 2>&1; then exec timeout -k 5 "$@"; fi
    shift
    exec "$@"
}

# random_hex: VALUE, 32 hex digits that nobody can guess: the kernel's 122 random bits, and the 6 that mark them as a UUID
random_hex() {
    random_uuid=
    { read -r random_uuid </proc/sys/kernel/random/uuid; } 2>/dev/null
    random_ifs=$IFS
    IFS=- VALUE=
    for random_part in $random_uuid; do VALUE=$VALUE$random_part; done
    IFS=$random_ifs
    [ "${#VALUE}" -eq 32 ] || fail 1 "/proc/sys/kernel/random/uuid cannot be read on this node" "mount /proc, then run this again"
}

# sha256: of stdin, printed
sha256() {
    sha256_line=$(sha256_rows)
    printf '%s\n' "${sha256_line%% *}"
}

# sha256_rows FILE...: of each a line that begins with it; by the small program where there is one
sha256_rows() { if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else openssl dgst -sha256 -r "$@"; fi; }

# sha256_records FILE...: of each that exists, a line of a record; all of them by one call
sha256_records() {
    for records_file in "$@"; do
        shift
        [ ! -f "$records_file" ] || set -- "$@" "$records_file"
    done
    [ $# -gt 0 ] || return 0
    sha256_rows "$@" | while read -r records_sha _; do
        # A name that it has to escape, it marks.
        printf 'sha256 %s: %s\n' "$1" "${records_sha#"\\"}"
        shift
    done
}
