
# --- inventory: who comes in without TLS ----------------------------------------------------------
# A client is a line of tab-separated fields, the first three as JSON strings:
# user, host, program, time last seen (ISO 8601), source.
# Sources: "session", open now; "logins", counted by MariaDB's userstat; "refused", by require_secure_transport.

LOOKS=4                     # at the open sessions, half a second apart: most clients come and go
KEPT_CLIENTS=500            # of those that audit has seen, the latest

# Neither threads of the server's own nor the accounts by which we prove a certificate
NOT_CLIENTS="('system user','event_scheduler','unauthenticated user','#mysql_system_user#','')"

in_utf8() { sql "SET NAMES utf8mb4; SET time_zone = '+00:00'; $1"; }

# take_inventory: CLIENTS_NOW are those of this look; $WORK/clients, with those that audit saw before
take_inventory() {
    LOOKED_AT=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
    open_sessions >"$WORK/sightings" || fail 1 "the open sessions cannot be read; nothing was touched" "give database.adminUser of an account with PROCESS and SELECT on performance_schema"
    login_counters >"$WORK/counters"
    {
        sessions_seen
        logins_seen
        logins_refused
    } | sort -u >"$WORK/seen"
    awk -F '\t' '$1 == "tls" { print $2 "\t" $3 }' "$WORK/sightings" | sort -u >"$WORK/with-tls"
    merge_clients >"$WORK/clients"
}

# open_sessions: "plain|tls|unknown<TAB>user<TAB>host<TAB>program" of each session over TCP, in all looks
open_sessions() {
    sessions_look=0 sessions_statements=''
    if [ "$SERVER_PERFORMANCE_SCHEMA" = ON ]; then
        # The server itself waits in between: one client looks as often as it has to.
        sessions_query="SELECT IF(t.connection_type = 'TCP/IP', 'plain', 'tls'), JSON_QUOTE(t.processlist_user), JSON_QUOTE(COALESCE(t.processlist_host, '')),
            JSON_QUOTE(COALESCE((SELECT MAX(a.attr_value) FROM performance_schema.session_connect_attrs a
                WHERE a.processlist_id = t.processlist_id AND a.attr_name = 'program_name'), ''))
            FROM performance_schema.threads t
            WHERE t.type = 'FOREGROUND' AND t.connection_type IN ('TCP/IP', 'SSL/TLS') AND t.processlist_id <> CONNECTION_ID()
            AND t.processlist_user NOT IN $NOT_CLIENTS AND t.processlist_user NOT LIKE '$PROBE_PREFIX%'"
        while [ "$sessions_look" -lt "$LOOKS" ]; do
            sessions_statements="$sessions_statements${sessions_statements:+; DO SLEEP(0.5); }$sessions_query"
            sessions_look=$((sessions_look + 1))
        done
        in_utf8 "$sessions_statements"
        return
    fi
    bytes_certificate=$(openssl x509 -outform DER -in "$KEYS/server/server.crt" 2>/dev/null | wc -c)
    while [ "$sessions_look" -lt "$LOOKS" ]; do
        [ "$sessions_look" = 0 ] || sleep 0.5 2>/dev/null || sleep 1
        sessions_by_bytes || return 1
        sessions_look=$((sessions_look + 1))
    done
}

# Without performance_schema the server does not tell. A server that has sent less than its certificate has made no
# TLS handshake; one that has sent more may have.
sessions_by_bytes() {
    in_utf8 "SELECT SUBSTRING_INDEX(host, ':', -1), JSON_QUOTE(user), JSON_QUOTE(LEFT(host, CHAR_LENGTH(host) - CHAR_LENGTH(SUBSTRING_INDEX(host, ':', -1)) - 1))
        FROM information_schema.processlist WHERE host LIKE '%:%' AND id <> CONNECTION_ID()
        AND user NOT IN $NOT_CLIENTS AND user NOT LIKE '$PROBE_PREFIX%'" >"$WORK/processlist" || return 1
    # Two peers with the same port cannot be told apart by it: the larger count is believed.
    ss -tniH state connected "sport = :$SERVER_PORT" >"$WORK/sockets" 2>/dev/null
    awk -F '\t' -v least="$bytes_certificate" '
        FILENAME ~ /sockets$/ {
            if ($0 ~ /^[^ \t]/) { count = split($0, words, /[ \t]+/); for (i = count; i > 0; i--) if (words[i] ~ /:[0-9]+$/) { port = words[i]; sub(/.*:/, "", port); break } }
            if (match($0, /bytes_(sent|acked):[0-9]+/)) { bytes = substr($0, RSTART, RLENGTH); sub(/.*:/, "", bytes); if (!(port in sent) || bytes + 0 > sent[port]) sent[port] = bytes + 0 }
            next
        }
        { print (($1 in sent) && least > 0 && sent[$1] < least ? "plain" : "unknown") "\t" $2 "\t" $3 "\t\"\"" }' "$WORK/sockets" "$WORK/processlist"
}

sessions_seen() { awk -F '\t' -v OFS='\t' -v time="$LOOKED_AT" '$1 == "plain" { print $2, $3, $4, time, "session" }' "$WORK/sightings"; }

# login_counting: 1 or 0: whether MariaDB counts logins; empty for a server that never does
login_counting() { [ "$KIND" != mariadb ] || sql 'SELECT @@global.userstat'; }

# login_counters: "user|client<TAB>name<TAB>logins<TAB>of them with TLS"; nothing where nobody counts
login_counters() {
    [ "$KIND" = mariadb ] || return 0
    in_utf8 "SELECT 'user', JSON_QUOTE(user), total_connections, total_ssl_connections FROM information_schema.user_statistics
        WHERE user NOT IN $NOT_CLIENTS AND user NOT LIKE '$PROBE_PREFIX%'
        UNION ALL SELECT 'client', JSON_QUOTE(client), total_connections, total_ssl_connections FROM information_schema.client_statistics" 2>/dev/null
}

# login_changes: "user|client<TAB>name<TAB>logins without TLS<TAB>with TLS" since the look before
login_changes() {
    awk -F '\t' -v OFS='\t' '
        FILENAME ~ /before$/ { total[$1, $2] = $3; tls[$1, $2] = $4; next }
        {
            # Counters that went down were reset.
            if (total[$1, $2] > $3 || tls[$1, $2] > $4) { total[$1, $2] = 0; tls[$1, $2] = 0 }
            print $1, $2, ($3 - total[$1, $2]) - ($4 - tls[$1, $2]), $4 - tls[$1, $2]
        }' "$WORK/counters-before" "$WORK/counters"
}

# MariaDB counts by user and by host, not by both, and counts logins over the socket (from localhost) as logins without TLS.
# A user that can only come from this node is none of them. Where several users and several hosts are left, the host is "*".
logins_seen() {
    : >"$WORK/login-changes"
    [ "$KIND" = mariadb ] || return 0
    # The first look only starts to count: what was counted before it may be long past.
    cp "$AUDIT/counters" "$WORK/counters-before" 2>/dev/null || cp "$WORK/counters" "$WORK/counters-before"
    in_utf8 "SELECT 'administrator', JSON_QUOTE(SUBSTRING_INDEX(USER(), '@', 1));
        SELECT DISTINCT 'remote', JSON_QUOTE(user) FROM mysql.user WHERE host NOT IN ('localhost', '127.0.0.1', '::1')" >"$WORK/login-users"
    login_changes >"$WORK/login-changes"
    awk -F '\t' -v OFS='\t' -v time="$LOOKED_AT" '
        FILENAME ~ /login-users$/ { if ($1 == "remote") remote[$2] = 1; else administrator = $2; next }
        $1 == "client" && $2 != "\"localhost\"" && $3 > 0 { hosts[++host_count] = $2 }
        $1 == "client" && $2 == "\"localhost\"" { here = $3 }
        $1 == "user" && $3 > 0 && ($2 in remote) { users[++user_count] = $2; logins[$2] = $3 }
        END {
            if (!host_count) exit
            # Our own logins come over the socket.
            for (i = 1; i <= user_count; i++) if (users[i] == administrator && logins[users[i]] <= here) users[i] = ""
            for (i = 1; i <= user_count; i++) if (users[i] != "") left++
            for (i = 1; i <= user_count; i++) {
                if (users[i] == "") continue
                if (left > 1 && host_count > 1) { print users[i], "\"*\"", "\"\"", time, "logins"; continue }
                for (j = 1; j <= host_count; j++) print users[i], hosts[j], "\"\"", time, "logins"
            }
        }' "$WORK/login-users" "$WORK/login-changes"
}

# Counted by MySQL since its start, whoever switched require_secure_transport on
logins_refused() {
    [ "$KIND" != mariadb ] && [ "$SERVER_PERFORMANCE_SCHEMA" = ON ] || return 0
    in_utf8 "SELECT JSON_QUOTE(user), JSON_QUOTE(COALESCE(host, '')), '\"\"', DATE_FORMAT(last_seen, '%Y-%m-%dT%H:%i:%sZ'), 'refused'
        FROM performance_schema.events_errors_summary_by_account_by_error
        WHERE error_name = 'ER_SECURE_TRANSPORT_REQUIRED' AND sum_error_raised > 0 AND user IN (SELECT user FROM mysql.user)"
}

verb_inventory() {
    [ "${1-}" = --json ] || [ -z "${1-}" ] || fail 2 "unknown option \"$1\"" "$TOOL inventory [--json]"
    INVENTORY_AS=${1-}
    with_lock inventory_node
}

inventory_node() {
    if [ -f "$STATE/claim" ]; then
        use_claim
        need_database inventory
    else
        ADMIN_USER='' ADMIN_PASSWORD='' KIND=''
        find_client
    fi
    need_server
    server_kind
    KIND=$VALUE
    make_work
    : >"$WORK/allowed"
    take_inventory
    if [ "$INVENTORY_AS" = --json ]; then
        clients_as_json <"$WORK/clients"
        return
    fi
    clients_as_text <"$WORK/clients"
    [ -s "$WORK/clients" ] || say "nobody was seen without TLS"
    tell_unknown_sessions
    if [ "$(login_counting)" = 0 ]; then
        tell "userstat is off: only the sessions of this moment are known (requireSecureTransport: audit counts logins)"
    fi
}
