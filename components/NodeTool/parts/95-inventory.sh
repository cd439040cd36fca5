
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
    : >"$WORK/sightings"
    take_look=0
    while [ "$take_look" -lt "$LOOKS" ]; do
        [ "$take_look" = 0 ] || sleep 0.5 2>/dev/null || sleep 1
        open_sessions >>"$WORK/sightings" || fail 1 "the open sessions cannot be read; nothing was touched" "give database.adminUser of an account with PROCESS and SELECT on performance_schema"
        take_look=$((take_look + 1))
    done
    login_counters >"$WORK/counters"
    {
        sessions_seen
        logins_seen
        logins_refused
    } | sort -u >"$WORK/seen"
    awk -F '\t' '$1 == "tls" { print $2 "\t" $3 }' "$WORK/sightings" | sort -u >"$WORK/with-tls"
    merge_clients >"$WORK/clients"
}

# open_sessions: "plain|tls|unknown<TAB>user<TAB>host<TAB>program" of each session over TCP
open_sessions() {
    if [ "$(sql 'SELECT @@performance_schema')" = 1 ]; then
        in_utf8 "SELECT IF(t.connection_type = 'TCP/IP', 'plain', 'tls'), JSON_QUOTE(t.processlist_user), JSON_QUOTE(COALESCE(t.processlist_host, '')),
            JSON_QUOTE(COALESCE((SELECT MAX(a.attr_value) FROM performance_schema.session_connect_attrs a
                WHERE a.processlist_id = t.processlist_id AND a.attr_name = 'program_name'), ''))
            FROM performance_schema.threads t
            WHERE t.type = 'FOREGROUND' AND t.connection_type IN ('TCP/IP', 'SSL/TLS') AND t.processlist_id <> CONNECTION_ID()
            AND t.processlist_user NOT IN $NOT_CLIENTS AND t.processlist_user NOT LIKE '$PROBE_PREFIX%'"
    else
        sessions_by_bytes
    fi
}

# Without performance_schema the server does not tell. A server that has sent less than its certificate has made no
# TLS handshake; one that has sent more may have.
sessions_by_bytes() {
    bytes_port=$(sql 'SELECT @@port')
    bytes_certificate=$(openssl x509 -outform DER -in "$KEYS/server/server.crt" 2>/dev/null | wc -c)
    in_utf8 "SELECT SUBSTRING_INDEX(host, ':', -1), JSON_QUOTE(user), JSON_QUOTE(LEFT(host, CHAR_LENGTH(host) - CHAR_LENGTH(SUBSTRING_INDEX(host, ':', -1)) - 1))
        FROM information_schema.processlist WHERE host LIKE '%:%' AND id <> CONNECTION_ID()
        AND user NOT IN $NOT_CLIENTS AND user NOT LIKE '$PROBE_PREFIX%'" >"$WORK/processlist" || return 1
    # Two peers with the same port cannot be told apart by it: the larger count is believed.
    ss -tniH state connected "sport = :$bytes_port" >"$WORK/sockets" 2>/dev/null
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
    # The first look only starts to count: what was counted before it may be long past.
    cp "$AUDIT/counters" "$WORK/counters-before" 2>/dev/null || cp "$WORK/counters" "$WORK/counters-before"
    in_utf8 "SELECT DISTINCT JSON_QUOTE(user) FROM mysql.user WHERE host NOT IN ('localhost', '127.0.0.1', '::1')" >"$WORK/remote-users"
    in_utf8 "SELECT JSON_QUOTE(SUBSTRING_INDEX(USER(), '@', 1))" >"$WORK/administrator"
    login_changes >"$WORK/login-changes"
    awk -F '\t' -v OFS='\t' -v time="$LOOKED_AT" '
        FILENAME ~ /remote-users$/ { remote[$1] = 1; next }
        FILENAME ~ /administrator$/ { administrator = $1; next }
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
        }' "$WORK/remote-users" "$WORK/administrator" "$WORK/login-changes"
}

# Counted by MySQL since its start, whoever switched require_secure_transport on
logins_refused() {
    [ "$KIND" != mariadb ] && [ "$(sql 'SELECT @@performance_schema')" = 1 ] || return 0
    in_utf8 "SELECT JSON_QUOTE(user), JSON_QUOTE(COALESCE(host, '')), '\"\"', DATE_FORMAT(last_seen, '%Y-%m-%dT%H:%i:%sZ'), 'refused'
        FROM performance_schema.events_errors_summary_by_account_by_error
        WHERE error_name = 'ER_SECURE_TRANSPORT_REQUIRED' AND sum_error_raised > 0 AND user IN (SELECT user FROM mysql.user)"
}

# merge_clients: this look and those before, each client once with the latest time; the latest first.
# A client that is seen with TLS now, and not without, has moved: it goes.
merge_clients() {
    [ -f "$AUDIT/clients" ] || : >"$WORK/no-clients"
    awk -F '\t' '$3 == 0 && $1 == "user" && $4 > 0 { print $2 }' "$WORK/login-changes" >"$WORK/moved-users"
    awk -F '\t' -v OFS='\t' '
        FILENAME ~ /with-tls$/ { tls[$1, $2] = 1; next }
        FILENAME ~ /moved-users$/ { moved[$1] = 1; next }
        pass == 1 { now_user[$1] = 1; now_pair[$1, $2] = 1; if ($5 == "session") session[$1, $2] = session_user[$1] = 1; next }
        # A counter says less than the session of the same client.
        $5 == "logins" && (session[$1, $2] || ($2 == "\"*\"" && session_user[$1])) { next }
        $5 == "refused" && tls[$1, $2] { next }
        pass == 3 && $5 != "refused" && ((tls[$1, $2] && !now_pair[$1, $2]) || (moved[$1] && !now_user[$1])) { next }
        { key = $1 OFS $2 OFS $3 OFS $5; if (!(key in time) || $4 > time[key]) time[key] = $4; line[key] = 1 }
        END { for (key in line) { split(key, part, OFS); print part[1], part[2], part[3], time[key], part[4] } }
    ' "$WORK/with-tls" "$WORK/moved-users" pass=1 "$WORK/seen" pass=2 "$WORK/seen" pass=3 "$(if [ -f "$AUDIT/clients" ]; then echo "$AUDIT/clients"; else echo "$WORK/no-clients"; fi)" |
        sort -t '	' -k4,4r -k1,3 | head -n "$KEPT_CLIENTS"
}

# with_allowance: each client with "true" or "false": whether $WORK/allowed names it, as USER@HOST or USER@*
with_allowance() {
    awk -F '\t' -v OFS='\t' '
        FILENAME ~ /allowed$/ { gsub(/\\/, "&&"); gsub(/"/, "\\\\&"); allowed[$0] = 1; next }
        { user = substr($1, 2, length($1) - 2); host = substr($2, 2, length($2) - 2); print $0, (((user "@" host) in allowed) || ((user "@*") in allowed) ? "true" : "false") }
    ' "$WORK/allowed" -
}

clients_as_json() {
    with_allowance | awk -F '\t' '
        { printf "%s{\"user\":%s,\"host\":%s,\"program\":%s,\"lastSeen\":\"%s\",\"source\":\"%s\",\"allowed\":%s}", (NR > 1 ? "," : "["), $1, $2, $3, $4, $5, $6 }
        END { print (NR ? "]" : "[]") }'
}

# clients_as_text: for people; what JSON escapes stays escaped, so that no name can draw on a terminal
clients_as_text() {
    with_allowance | awk -F '\t' '
        function plain(text) { return substr(text, 2, length(text) - 2) }
        {
            what["session"] = "an open session"; what["logins"] = "counted logins"; what["refused"] = "refused logins"
            print plain($1) "@" plain($2) (plain($3) == "" ? "" : " (" plain($3) ")") ": " what[$5] ", last seen " $4 ($6 == "true" ? ", allowed" : "")
        }'
}

# refuse_plaintext_clients: those of this look and of the last audit, if they are not allowed by name.
# A user whose every account already has a requirement comes in no less by what we do.
refuse_plaintext_clients() {
    refuse_since=$(record_value "$AUDIT/looked" at)
    in_utf8 "SELECT DISTINCT JSON_QUOTE(user) FROM mysql.user WHERE ssl_type = ''" >"$WORK/free-users"
    # An anonymous account lets in whatever name.
    awk -F '\t' -v since="${refuse_since:-$LOOKED_AT}" '
        FILENAME ~ /free-users$/ { free[$1] = 1; next }
        $5 != "refused" && $4 >= since && (($1 in free) || ("\"\"" in free))' "$WORK/free-users" "$WORK/clients" >"$WORK/blocking"
    refuse_clients=$(with_allowance <"$WORK/blocking" | awk -F '\t' '$6 == "false"' | cut -f1-5 | clients_as_text)
    tell_unknown_sessions
    [ -z "$refuse_clients" ] ||
        fail 1 "refused: require_secure_transport would lock out clients that come in without TLS; nothing was touched" "$refuse_clients" \
            "let them use TLS, or allow them by name: allowedPlaintextClients, USER@HOST or USER@*" \
            "what an audit saw and is gone since counts until requireSecureTransport: audit has looked once more"
}

tell_unknown_sessions() {
    unknown_sessions=$(awk -F '\t' '$1 == "unknown" { print substr($2, 2, length($2) - 2) "@" substr($3, 2, length($3) - 2) }' "$WORK/sightings" | sort -u | head -n 20 | tr '\n' ' ')
    [ -z "$unknown_sessions" ] || tell "open sessions of which $(server_name) does not tell whether they use TLS (performance_schema is off): ${unknown_sessions% }"
}

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
    if running_pid >/dev/null; then
        run_sql "SET GLOBAL userstat = $(record_value "$AUDIT/userstat" before)" || { RETURN_ERROR="SET GLOBAL userstat: $SQL_ERROR"; return 1; }
        say "set: userstat = $(record_value "$AUDIT/userstat" before)"
    fi
    rm -f "$AUDIT/userstat" "$AUDIT/counters"
}

forget_audit() {
    end_audit || return 1
    rm -rf "$AUDIT"
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
    KIND=$(server_kind)
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
