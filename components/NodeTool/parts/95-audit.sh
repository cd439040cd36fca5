
# --- audit: who comes in without TLS is remembered, until enforcing ends it -------------------------

# begin_audit: what was seen is kept, and MariaDB counts logins from now on
begin_audit() {
    keep_clients
    if [ "$(login_counting)" = 0 ]; then
        printf 'before: 0\n' | write_file "$AUDIT/userstat" 0600 || undo_enforcement "$AUDIT could not be written"
        run_sql 'SET GLOBAL userstat = 1' || undo_enforcement "SET GLOBAL userstat = 1: $SQL_ERROR"
        say "set: userstat = 1"
    fi
    {
        write_file "$AUDIT/counters" 0600 <"$WORK/counters" && printf 'at: %s\n' "$LOOKED_AT" | write_file "$AUDIT/looked" 0600
    } || undo_enforcement "$AUDIT could not be written"
}

keep_clients() {
    { mkdir -p "$AUDIT" && write_file "$AUDIT/clients" 0600 <"$WORK/clients"; } || undo_enforcement "$AUDIT could not be written"
}

# end_audit: nobody counts any more; what was seen stays
end_audit() {
    [ -f "$AUDIT/userstat" ] || return 0
    if running_pid; then
        run_sql "SET GLOBAL userstat = $(recorded "$AUDIT/userstat" before)" || { RETURN_ERROR="SET GLOBAL userstat: $SQL_ERROR"; return 1; }
        say "set: userstat = $(recorded "$AUDIT/userstat" before)"
    fi
    rm -f "$AUDIT/userstat" "$AUDIT/counters"
}

forget_audit() {
    end_audit || return 1
    rm -rf "$AUDIT"
}
