
# --- require_secure_transport: plaintext refused by the server as a whole ------------------------

# Our file always has this line, as a comment until it is enforced: so a re-issue never opens the door.
SECURE_LINE=require_secure_transport=ON

with_secure_line() { sed "s/^#$SECURE_LINE\$/$SECURE_LINE/"; }

without_secure_line() { sed "s/^$SECURE_LINE\$/#$SECURE_LINE/"; }

# wanted_configuration: $WORK/ssl-config.cnf is the file of the request; while we enforce, with that one line in force
wanted_configuration() {
    file_in_request ssl-config.cnf >"$WORK/request.cnf" || return 1
    if [ -f "$ENFORCED" ] || keeps_secure_transport; then
        with_secure_line <"$WORK/request.cnf" >"$WORK/ssl-config.cnf"
    else
        cp "$WORK/request.cnf" "$WORK/ssl-config.cnf"
    fi
}

# transport_line_problem: one sentence when the file of the request takes into its own hands what belongs to enforce
transport_line_problem() {
    value_among "$(options_in "$WORK/request.cnf")" require_secure_transport
    if [ -n "$VALUE" ]; then
        echo "ssl-config.cnf must not set require_secure_transport, only have the line #$SECURE_LINE: enforce switches it"
    elif [ -f "$ENFORCED" ] && ! grep -qxF "#$SECURE_LINE" "$WORK/request.cnf"; then
        echo "ssl-config.cnf has no line #$SECURE_LINE, and secure transport is enforced on this node: it would be lost with this file"
    fi
}

secure_transport() { sql "SELECT IF(@@global.require_secure_transport, 'ON', 'OFF')"; }

# look_at_transport: gathers what the checks of activate judge, for the file with the line in force
look_at_transport() {
    with_secure_line <"$CONF" >"$WORK/ssl-config.cnf"
    server_options "$CONF" "$WORK/ssl-config.cnf" >"$WORK/effective"
    printf 'require_secure_transport\tON\n' >"$WORK/wanted"
    look_at_variables
}

# transport_problems: what stands against ON, before anything is touched
transport_problems() {
    grep -qxF "$SECURE_LINE" "$WORK/ssl-config.cnf" || echo "$CONF has no line #$SECURE_LINE: run pulumi up, which writes it"
    overriding_files
    persisted_values
}

enforce_transport() {
    recall "$ENFORCING/variables" require_secure_transport
    transport_before=$VALUE
    if [ -f "$ENFORCED" ] && [ "$transport_before" = ON ] && same_file "$WORK/ssl-config.cnf" "$CONF"; then return; fi
    [ -f "$ENFORCED" ] || printf 'before: %s\ntime: %s\n' "$transport_before" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" | write_file "$ENFORCED" 0600 ||
        undo_enforcement "$ENFORCED could not be written"
    write_configuration <"$WORK/ssl-config.cnf" || undo_enforcement "$CONF could not be written"
    run_sql 'SET GLOBAL require_secure_transport = ON' || undo_enforcement "SET GLOBAL require_secure_transport = ON: $SQL_ERROR"
    [ "$(secure_transport)" = ON ] || undo_enforcement "require_secure_transport was set and is still OFF"
    say "set: require_secure_transport = ON"
}

# write_configuration: stdin becomes our file, and what we know it by
write_configuration() {
    cat >"$WORK/configuration" && configuration_sha=$(sha256 <"$WORK/configuration") &&
        write_file "$CONF" 0644 <"$WORK/configuration" &&
        awk -v key="sha256 $CONF: " -v sha="$configuration_sha" 'index($0, key) == 1 { $0 = key sha } { print }' "$STATE/installed" >"$WORK/installed" &&
        write_file "$STATE/installed" 0600 <"$WORK/installed"
}

# relax_transport: as it was before enforce; RETURN_ERROR says what could not be done
relax_transport() {
    [ -f "$ENFORCED" ] || return 0
    recall "$ENFORCED" before
    relax_value=$VALUE
    # The door is opened before the file says so: the other way round a restart would decide.
    if running_pid; then
        run_sql "SET GLOBAL require_secure_transport = ${relax_value:-OFF}" || { RETURN_ERROR="SET GLOBAL require_secure_transport = $relax_value: $SQL_ERROR"; return 1; }
        say "set: require_secure_transport = ${relax_value:-OFF}"
    fi
    relax_configuration || { RETURN_ERROR="$CONF could not be written"; return 1; }
    rm -f "$ENFORCED" && flush "$STATE"
}

# An edited file keeps its edits, and goes on being known as edited.
relax_configuration() {
    [ -f "$CONF" ] || return 0
    without_secure_line <"$CONF" >"$WORK/relaxed"
    recall "$STATE/installed" "sha256 $CONF"
    relax_ours=$VALUE
    # Either may be what was recorded: a killed run wrote one file and not the other.
    if [ "$(sha256 <"$WORK/relaxed")" = "$relax_ours" ] || [ "$(with_secure_line <"$WORK/relaxed" | sha256)" = "$relax_ours" ]; then
        write_configuration <"$WORK/relaxed"
    else
        rewrite_file "$CONF" <"$WORK/relaxed"
    fi
}
