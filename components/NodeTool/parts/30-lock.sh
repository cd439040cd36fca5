
# --- one run at a time on this node --------------------------------------------------------------

lock_is_ours() {
    # The folder may have been released and made anew while we waited: then our descriptor is a file of the past.
    # shellcheck disable=SC3013 # not POSIX, and in every shell that this tool runs in
    [ /proc/self/fd/9 -ef "$LOCK" ]
}

try_flock() {
    [ -d "$STATE" ] || mkdir -p "$STATE" || return 1
    # The braces keep a failed redirection from ending the shell.
    { : >>"$LOCK"; } 2>/dev/null || return 1
    exec 9>>"$LOCK"
    flock -n 9 && lock_is_ours
}

# Without flock: a folder with the holder's process id, broken open when that process is gone.
try_folder_lock() {
    mkdir -p "$STATE" || return 1
    if mkdir "$LOCK.d" 2>/dev/null; then
        printf '%s\n' "$$" >"$LOCK.d/pid"
        return 0
    fi
    lock_holder=$(cat "$LOCK.d/pid" 2>/dev/null) || return 1
    [ -n "$lock_holder" ] || return 1
    if ! kill -0 "$lock_holder" 2>/dev/null; then
        mv "$LOCK.d" "$LOCK.stale.$$" 2>/dev/null && rm -rf "$LOCK.stale.$$"
    fi
    return 1
}

# with_lock COMMAND...: the descriptor is closed for the command, else a restarted database would inherit the lock
with_lock() {
    try_lock=try_flock
    command -v flock >/dev/null 2>&1 || try_lock=try_folder_lock
    [ -d "$STATE" ] || mkdir -p "$STATE" 2>/dev/null || fail 1 "cannot create $STATE; nothing was touched" "free disk space, or mount it writable"
    chmod 0700 "$STATE"
    until_true "$LOCK_LIMIT" "$try_lock" ||
        fail 1 "another run has held $LOCK for $LOCK_LIMIT seconds (or $STATE cannot be written); nothing was touched" \
            "wait for it to end, then run this again"
    trap leave_lock EXIT
    # A lost SSH connection or Ctrl-C never stops half-way: a step is finished or rolled back.
    trap : HUP INT TERM PIPE
    "$@" 9>&-
}

leave_lock() {
    remove_all "$WORK" "$LOCK.d"
    # Nothing claimed: nothing of ours stays.
    if [ ! -e "$STATE/claim" ] && [ -z "$(find "$STATE" -mindepth 1 ! -name lock 2>/dev/null)" ]; then
        rm -f "$LOCK"
        rmdir "$STATE" 2>/dev/null
    fi
}
