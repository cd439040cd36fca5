
# --- activate-proxy: what cannot go well is refused, all of it at once, before anything is touched ---

# allowed KIND NAME
allowed() { printf '%s\t%s\n' "$1" "$2" | grep -xF -f - "$WORK/allowed" >/dev/null; }

refuse_bad_proxy() {
    REFUSED=
    refuse_bad_generations
    refuse "$(frontend_unreadable "$SERVER_FOLDER")"
    refuse "$(find_frontend || echo "mysql-interfaces of ProxySQL, \"$(runtime_variable mysql-interfaces)\", names no port and no socket for clients")"
    refuse "$(backend_problems)"
    refuse "$(cluster_problem)"
    refuse "$(fallback_problems)"
    refuse "$(proof_problems)"
    if [ "$PHASE" = on ]; then refuse "$(plaintext_user_problems)"; fi
    if is_refused; then refuse_now; fi
}

refuse_now() { fail 1 "refused before anything was touched" "$REFUSED" "correct this, then run pulumi up again"; }

# backend_problems: the configuration against mysql_servers
backend_problems() {
    known_backends >"$WORK/known" || { echo "mysql_servers cannot be read"; return; }
    known_list=$(awk -F '\t' '{ print (NR > 1 ? ", " : "") $1 ":" $2 }' "$WORK/known" | tr -d '\n')
    while IFS='	' read -r problem_host problem_port _; do
        grep -qxF "$problem_host	$problem_port" "$WORK/known" ||
            echo "ProxySQL has no backend $problem_host:$problem_port (its mysql_servers: ${known_list:-none}): write proxysql.backends as ProxySQL knows them"
    done <"$WORK/backends"
    while IFS='	' read -r problem_host problem_port; do
        cut -f1,2 "$WORK/backends" | grep -qxF "$problem_host	$problem_port" || allowed other-backend "$problem_host:$problem_port" ||
            echo "ProxySQL's backend $problem_host:$problem_port is not in the configuration: it would stay in plaintext. Add it to proxysql.backends, or name it in proxysql.otherBackends"
    done <"$WORK/known"
}

known_backends() { admin_rows 'SELECT hostname, port FROM main.mysql_servers UNION SELECT hostname, port FROM runtime_mysql_servers'; }

# Members of a ProxySQL Cluster fetch what is loaded here: rows that name a CA file which a member may not have yet.
cluster_problem() {
    proxy_has_table proxysql_servers || return 0
    cluster_members=$(admin_rows 'SELECT hostname, port FROM runtime_proxysql_servers' | awk '{ print (NR > 1 ? ", " : "") $1 ":" $2 }' | tr -d '\n')
    [ -n "$cluster_members" ] && ! allowed pending-edit proxysql_servers || return 0
    echo "this ProxySQL belongs to a cluster ($cluster_members): what is loaded here, its members fetch, with paths of CA files that they may not have yet. Give each member its certificates with admin-cluster_mysql_servers_diffs_before_sync=0 on all of them (and ..._variables_..., ..._users_...), then allow it: proxysql.pendingEdits: [proxysql_servers]"
}

# fallback_problems: ProxySQL goes on in plaintext, without a word, where a backend offers no TLS: only the backend can refuse it
fallback_problems() {
    awk -F '\t' '$4 == "accounts" { print $1 "\t" $2 }' "$WORK/backends" >"$WORK/by-account"
    [ -s "$WORK/by-account" ] || return 0
    fallback_monitor=$(runtime_variable mysql-monitor_username)
    {
        [ "$(runtime_variable mysql-monitor_enabled)" != true ] || printf '%s\n' "$fallback_monitor"
        admin_rows 'SELECT username FROM main.mysql_users WHERE backend = 1 AND active = 1' || echo '(mysql_users cannot be read)'
    } | sort -u >"$WORK/backend-users"
    while read -r fallback_user; do
        allowed fallback "$fallback_user" && continue
        fallback_where=$(while IFS='	' read -r fallback_host fallback_port; do
            grep -qxF "$fallback_host	$fallback_port	$fallback_user" "$WORK/restricted-users" || printf ' %s:%s' "$fallback_host" "$fallback_port"
        done <"$WORK/by-account")
        [ -z "$fallback_where" ] ||
            echo "\"$fallback_user\" could fall back to plaintext on$fallback_where, silently: require SSL of that account there (accounts), or tls.requireSecureTransport: on for these nodes, or name it in proxysql.fallbackUsers$([ "$fallback_user" != "$fallback_monitor" ] || echo " (it is ProxySQL's monitor)")"
    done <"$WORK/backend-users"
}

# proof_problems: each backend shows from here that it has TLS and is who it should be
proof_problems() {
    while IFS='	' read -r proof_host proof_port proof_leaf _; do
        proof_ca=$WORK/cas/${proof_host}_$proof_port.crt
        [ -s "$proof_ca" ] || { echo "backend-cas has no CA for $proof_host:$proof_port"; continue; }
        case $proof_host in *:*) proof_at="[$proof_host]:$proof_port" ;; *) proof_at=$proof_host:$proof_port ;; esac
        proof_text=$(limited "$PROBE_LIMIT" openssl s_client -starttls mysql -connect "$proof_at" -CAfile "$proof_ca" </dev/null 2>&1)
        proof_found=$(printf '%s\n' "$proof_text" | sed -n '/-BEGIN CERT/,/-END CERT/p')
        if [ -z "$proof_found" ]; then
            echo "the backend $proof_at shows no TLS to this node: $(printf '%s\n' "$proof_text" | grep -vE '^(CONNECTED|---|no peer|SSL handshake has read|New, \(NONE\)|[A-Z].*: (NONE|0)|[0-9A-F]*:error:.*BIO_connect)' | grep . | head -n 1 | cut -c1-200)"
        elif ! printf '%s\n' "$proof_text" | grep -F 'Verify return code: 0 (ok)' >/dev/null; then
            echo "the certificate of the backend $proof_at is not accepted with its CA: $(printf '%s\n' "$proof_text" | sed -n 's/^.*Verify return code: //p' | head -n 1)"
        elif [ "$(printf '%s\n' "$proof_found" | fingerprint)" != "$proof_leaf" ]; then
            echo "the backend $proof_at serves another certificate than its node should: $(printf '%s\n' "$proof_found" | fingerprint), expected was $proof_leaf"
        fi
    done <"$WORK/backends"
}

# plaintext_user_problems: names that would not survive the way into a statement and back
plaintext_user_problems() {
    admin_rows 'SELECT username FROM main.mysql_users WHERE frontend = 1' | grep -F "\\" | sed 's/.*/the user name "&" in mysql_users holds a backslash or a control character, which this tool does not change/'
}

# refuse_pending MODULE...: before these are loaded
refuse_pending() {
    for refuse_module in "$@"; do
        pending_edits "$refuse_module" >"$WORK/pending" || { refuse "what is edited in main and not loaded cannot be read from ProxySQL: $(client_error)"; continue; }
        while read -r refuse_name; do
            allowed pending-edit "$refuse_name" ||
                refuse "somebody's edit is in main and was never loaded: $refuse_name. LOAD would push it: load it, or take it back (SAVE MYSQL $(printf '%s\n' "$refuse_module" | tr '[:lower:]' '[:upper:]') FROM RUNTIME), or name it in proxysql.pendingEdits"
        done <"$WORK/pending"
    done
}
