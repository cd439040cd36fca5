
# --- ProxySQL's connections: those that were made in plaintext go, without an outage ---------------
#
# use_ssl counts for new connections; the pool keeps the old ones, and so does the monitor. A list of the old ones, by the
# inode of their socket, is taken after the LOAD. Then the pool is told, by variables borrowed for that time, to close what
# comes back to it and is older than a moment, and to look often. No query fails: a connection in use stays until its
# transaction, or its session, is over.

OLD_CONNECTIONS=$STATE/old-connections  # first line: process and start; then an inode each
BORROWED=$STATE/borrowed                # variables set for a time: NAME OURS BEFORE

# process_id_of PID: itself and its start, so that a number used again is another process
process_id_of() {
    process_id=$1
    first_line "/proc/$1/stat"
    # shellcheck disable=SC2086 # what follows the name, in words: the state first
    set -- ${VALUE##*) }
    printf '%s %s\n' "$process_id" "${20-}"
}

# borrow_variables NAME=VALUE...: in main and runtime, never on disk
borrow_variables() {
    : >"$STATE/borrow.new"
    for borrow in "$@"; do
        borrow_now=$(admin_value "SELECT variable_value FROM main.global_variables WHERE variable_name = '${borrow%%=*}'")
        [ -n "$borrow_now" ] || continue
        borrow_old=$(awk -F '\t' -v name="${borrow%%=*}" '$1 == name { print $3 }' "$BORROWED" 2>/dev/null)
        printf '%s\t%s\t%s\n' "${borrow%%=*}" "${borrow#*=}" "${borrow_old:-$borrow_now}" >>"$STATE/borrow.new"
    done
    # Those borrowed before keep their line.
    if [ -f "$BORROWED" ]; then
        borrow_kept=$(awk -F '\t' 'FILENAME == ARGV[1] { seen[$1] = 1; next } !($1 in seen)' "$STATE/borrow.new" "$BORROWED")
        [ -z "$borrow_kept" ] || printf '%s\n' "$borrow_kept" >>"$STATE/borrow.new"
    fi
    { flush "$STATE/borrow.new" && mv -T -f "$STATE/borrow.new" "$BORROWED" && flush "$STATE"; } || return 1
    awk -F '\t' '{ print "UPDATE main.global_variables SET variable_value = \047" $2 "\047 WHERE variable_name = \047" $1 "\047;" }' "$BORROWED" >"$STATE/statements.new"
    run_script "$STATE/statements.new" && load_module variables
}

# give_back_variables: all that were borrowed, if they still have our value
give_back_variables() {
    [ -f "$BORROWED" ] || return 0
    awk -F '\t' '{ gsub(/\047/, "&&"); print "UPDATE main.global_variables SET variable_value = \047" $3 "\047 WHERE variable_name = \047" $1 "\047 AND variable_value = \047" $2 "\047;" }' \
        "$BORROWED" >"$STATE/statements.new"
    { run_script "$STATE/statements.new" && load_module variables; } || { RETURN_ERROR="variables that were set for a time: $(client_error)"; return 1; }
    rm -f "$STATE/statements.new" "$BORROWED"
}

# backend_sockets PID: "INODE LOCAL-PORT" of its connections to our backends
backend_sockets() {
    while IFS='	' read -r socket_host socket_port _; do
        { getent ahosts "$socket_host" 2>/dev/null || printf '%s\n' "$socket_host"; } | awk -v port="$socket_port" '{ print $1, port }'
    done <"$WORK/backends" | sort -u >"$WORK/addresses"
    # shellcheck disable=SC2012 # links of open files, not names of files
    ls -l "/proc/$1/fd" 2>/dev/null | sed -n 's/.* -> socket:\[\([0-9]*\)\]$/\1/p' >"$WORK/inodes"
    cat "/proc/$1/net/tcp" "/proc/$1/net/tcp6" 2>/dev/null | awk '
        function number(text,    i, value) { value = 0; for (i = 1; i <= length(text); i++) value = value * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1; return value }
        FILENAME == ARGV[1] {
            if (split($1, part, ".") == 4) wanted[sprintf("%02X%02X%02X%02X:%04X", part[4], part[3], part[2], part[1], $2)] = 1
            # An IPv6 address is known by the port alone: the way it is written is not unique.
            else wanted_port[sprintf("%04X", $2)] = 1
            next
        }
        FILENAME == ARGV[2] { own[$1] = 1; next }
        ($10 in own) {
            split($3, remote, ":"); split($2, local, ":"); address = remote[1]
            mapped = length(address) == 32 && substr(address, 1, 24) == "0000000000000000FFFF0000"
            if (mapped) address = substr(address, 25)
            if (((address ":" remote[2]) in wanted) || (length(address) == 32 && (remote[2] in wanted_port))) print $10, number(local[2])
        }' "$WORK/addresses" "$WORK/inodes" -
}

# remember_old_connections: only where TLS was switched on, or was not ours yet; those of an earlier run stay on the list
remember_old_connections() {
    [ ! -f "$STATE/installed" ] || [ -e "$OLD_CONNECTIONS" ] ||
        awk -F '\t' '$1 == "runtime" && $2 == "mysql_servers" && $6 == "use_ssl" && $7 == 1 { found = 1 } END { exit !found }' "$WORK/changes" || return 0
    old_pid=$(proxy_pid "$DATADIR") || return 0
    {
        process_id_of "$old_pid"
        backend_sockets "$old_pid" | cut -d' ' -f1
    } | write_file "$OLD_CONNECTIONS" 0600
}

# old_connections: "INODE LOCAL-PORT" of those that are still there. A process that is gone took them with it.
old_connections() {
    [ -f "$OLD_CONNECTIONS" ] || return 0
    old_pid=$(proxy_pid "$DATADIR") && [ "$(process_id_of "$old_pid")" = "$(head -n 1 "$OLD_CONNECTIONS")" ] || return 0
    backend_sockets "$old_pid" | awk 'FILENAME == ARGV[1] { old[$1] = 1; next } $1 in old' "$OLD_CONNECTIONS" -
}

no_old_connections() { [ -z "$(old_connections)" ]; }

# check_backends_connect: ProxySQL's monitor starts anew, which drops its plaintext connections; its first checks tell
# whether ProxySQL itself accepts each backend's certificate
check_backends_connect() {
    [ "$(runtime_variable mysql-monitor_enabled)" = true ] || return 0
    check_since=$(admin_value "SELECT COALESCE(MAX(time_start_us), 0) FROM monitor.mysql_server_connect_log")
    borrow_variables mysql-monitor_enabled=false || undo_proxy_activation "the monitor could not be stopped: $(client_error)"
    until_true "$MONITOR_LIMIT" monitor_is_idle
    # Its threads are gone, and its connections go now; what the pool holds takes longer, and has its own turn.
    until_true 2 no_old_connections
    give_back_variables || undo_proxy_activation "the monitor could not be started: $RETURN_ERROR"
    # A version without this log is taken at its word.
    [ -n "$check_since" ] || return 0
    until_true "$MONITOR_LIMIT" all_checked
    check_failed=$(connect_problems)
    [ -z "$check_failed" ] || undo_proxy_activation "ProxySQL does not get through to its backends by TLS:
$check_failed"
}

# The names of the monitor's threads; the one for DNS stays.
monitor_is_idle() { ! cat "/proc/$(proxy_pid "$DATADIR")/task"/*/comm 2>/dev/null | grep '^Monit' | grep -qv DNS; }

checked_backends() {
    admin_rows "SELECT hostname, port, COALESCE(connect_error, '') FROM monitor.mysql_server_connect_log WHERE time_start_us > $check_since ORDER BY time_start_us"
}

all_checked() {
    checked_backends | cut -f1,2 | sort -u >"$WORK/checked"
    ! cut -f1,2 "$WORK/backends" | grep -vxF -f "$WORK/checked" >/dev/null
}

# connect_problems: a backend whose last check failed because of TLS. A monitor that may not log in is its owner's own affair.
connect_problems() {
    checked_backends | awk -F '\t' '
        FILENAME == ARGV[1] { backend[$1, $2] = 1; next }
        ($1, $2) in backend { last[$1 ":" $2] = $3 }
        END { for (name in last) if (last[name] ~ /SSL|TLS|certificate/ && last[name] !~ /Access denied/) print name ": " last[name] }' "$WORK/backends" -
}

# retire_connections: what remains is said, with its cure; the next run goes on
retire_connections() {
    [ -e "$OLD_CONNECTIONS" ] || return 0
    if ! no_old_connections; then
        read_clock
        retire_end=$((CLOCK + RETIRE_LIMIT))
        for retire_age in 1000 100 1; do
            borrow_variables mysql-connection_max_age_ms="$retire_age" mysql-reset_connection_algorithm=1 \
                mysql-connpoll_reset_queue_length=0 mysql-ping_interval_server_msec=1000 mysql-show_processlist_extended=1 || break
            read_clock
            retire_left=$((retire_end - CLOCK))
            [ "$retire_age" = 1 ] || retire_left=$((retire_left / 3))
            ! until_true "$retire_left" no_old_connections || break
        done
        retire_left=$(old_sessions)
        give_back_variables || fail 1 "the backends are encrypted, but variables of ProxySQL could not be set back: $RETURN_ERROR" "run this again"
    fi
    if no_old_connections; then
        rm -f "$OLD_CONNECTIONS"
        say "retired: no connection to a backend is older than its TLS"
        return
    fi
    fail 1 "all is set and new connections use TLS, but $(old_connections | wc -l) to the backends are still those of before, in plaintext, held by sessions:" "$retire_left" \
        "let these sessions end (or on the admin interface: KILL CONNECTION number), then run pulumi up again: it goes on from here"
}

# old_sessions: who holds them
old_sessions() {
    old_connections | cut -d' ' -f2 >"$WORK/old-ports"
    admin_rows 'SELECT SessionID, user, cli_host, srv_host, srv_port, command, time_ms, l_srv_port FROM stats_mysql_processlist' 2>/dev/null | awk -F '\t' '
        FILENAME == ARGV[1] { old[$1] = 1; next }
        $8 in old { print "session " $1 " of " $2 "@" $3 " on " $4 ":" $5 ", " $6 " for " int($7 / 1000) " s" }' "$WORK/old-ports" -
}

# look_at_clients: PLAINTEXT_CLIENTS, as JSON, of clients that are connected to the frontend without TLS
look_at_clients() {
    REFUSED=
    clients_shown=$(runtime_variable mysql-show_processlist_extended)
    [ -n "$clients_shown" ] || fail 1 "this ProxySQL does not tell which clients are encrypted (mysql-show_processlist_extended); nothing was touched" "set requireSecureTransport: off"
    if [ "$clients_shown" = 0 ]; then
        refuse_pending variables
        [ -z "$REFUSED" ] || refuse_now
        borrow_variables mysql-show_processlist_extended=1 || fail 1 "clients could not be looked at: $(client_error)" "run this again"
    fi
    admin_rows "SELECT DISTINCT user, cli_host FROM stats_mysql_processlist WHERE extended_info LIKE '%\"encrypted\":false%' ORDER BY 1, 2" >"$WORK/plaintext-clients"
    clients_result=$?
    give_back_variables || fail 1 "a variable of ProxySQL could not be set back: $RETURN_ERROR" "run this again"
    [ "$clients_result" = 0 ] || fail 1 "clients could not be looked at: $(client_error)" "run this again"
    while IFS='	' read -r client_user client_host; do
        if allowed plaintext-client "$client_user@$client_host" || allowed plaintext-client "$client_user@*"; then
            client_allowed=true
        else
            client_allowed=false
            [ "$PHASE" != on ] || refuse "a client is connected to ProxySQL in plaintext: $client_user@$client_host. Let it use TLS, or name it in tls.allowedPlaintextClients"
        fi
        printf '{"user":"%s","host":"%s","program":"","lastSeen":"%s","source":"session","allowed":%s}\n' \
            "$(json_text "$client_user")" "$(json_text "$client_host")" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" "$client_allowed"
    done <"$WORK/plaintext-clients" >"$WORK/clients-json"
    PLAINTEXT_CLIENTS="[$(tr '\n' ',' <"$WORK/clients-json" | sed 's/,$//')]"
    [ -z "$REFUSED" ] || refuse_now
}

# json_text VALUE: of admin_rows, whose own escapes are JSON's, too
json_text() { printf '%s\n' "$1" | sed 's/"/\\"/g'; }
