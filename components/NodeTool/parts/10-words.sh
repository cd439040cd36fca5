
# --- words: what is said, and how a run ends -----------------------------------------------------

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

now() { date +%s; }

pause() { sleep 0.2 2>/dev/null || sleep 1; }

# until_true SECONDS COMMAND...: polls, and is false when the time is over
until_true() {
    until_end=$(($(now) + $1))
    shift
    until "$@"; do
        [ "$(now)" -lt "$until_end" ] || return 1
        pause
    done
}

# limited SECONDS COMMAND...: no foreign program keeps us for ever
limited() {
    if command -v timeout >/dev/null 2>&1; then
        timeout -k 5 "$@"
    else
        shift
        "$@"
    fi
}

sha256() { openssl dgst -sha256 -r | cut -c1-64; }
