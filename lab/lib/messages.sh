# shellcheck shell=bash
# What people read. Progress goes to stderr: stdout carries only what was asked for.

say() { printf 'lab: %s\n' "$*" >&2; }

refuse() {
    printf 'lab: %s\n' "$*" >&2
    exit 2
}

fail() {
    printf 'lab: %s\n' "$*" >&2
    exit 1
}

seconds_since() { # START, as $EPOCHREALTIME
    local tenths=$(( (${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000 ))
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}
