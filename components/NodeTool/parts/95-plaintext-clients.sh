
# --- the list of clients without TLS: merged, printed, judged ---------------------------------------

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
    recall "$AUDIT/looked" at
    refuse_since=$VALUE
    : >"$WORK/free-users"
    # Mostly there is nobody to ask about.
    [ ! -s "$WORK/clients" ] || in_utf8 "SELECT DISTINCT JSON_QUOTE(user) FROM mysql.user WHERE ssl_type = ''" >"$WORK/free-users"
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
