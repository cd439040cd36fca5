
# --- activate-proxy: frontend, then backends, then no plaintext left; or everything back -------------

read_proxy_activation() {
    read_request "claim server-generation client-generation certificate-sha256 reapply require-secure-transport looked-at" \
        "backends restricted-users allowed backend-cas"
    read_generations
    read_certificate
    required require-secure-transport 'off|audit|on' 'off, audit or on'
    PHASE=$VALUE
    required_file backends
    bad_line backends '[A-Za-z0-9._:-]+	[1-9][0-9]{0,4}	[0-9a-f]{64}	(transport|accounts)' 'HOST, PORT, SHA-256, and transport or accounts, parted by tabs'
    bad_line restricted-users '[A-Za-z0-9._:-]+	[1-9][0-9]{0,4}	.+' 'HOST, PORT and USER, parted by tabs'
    bad_line allowed '(other-backend|pending-edit|fallback|plaintext-client)	.+' 'other-backend, pending-edit, fallback or plaintext-client, a tab, and a name'
}

bad_line() {
    bad_found=$(file_in_request "$1" | grep . | grep -vxE "$2" | head -n 1)
    [ -z "$bad_found" ] || fail 2 "file \"$1\" has a line that is not allowed: $bad_found; nothing was touched" "give $3"
}

verb_activate_proxy() {
    read_proxy_activation
    with_lock activate_proxy_node
}

activate_proxy_node() {
    mend
    own_claim "$CLAIM"
    [ "$KIND" = proxysql ] || fail 2 "this node is claimed as $KIND; nothing was touched" "its verb is activate"
    need_proxy
    look_at_proxy
    refuse_bad_proxy
    PLAINTEXT_CLIENTS=
    if [ "$PHASE" != off ]; then look_at_clients; fi
    for gather_layer in main runtime disk; do
        proxy_changes "$gather_layer" || fail 1 "the layer $gather_layer of ProxySQL cannot be read; nothing was touched" "$(client_error)"
    done >"$WORK/changes"
    if proxy_is_done; then
        say "nothing to do"
    else
        MODULES=$(modules_in "$WORK/changes")
        REFUSED=
        # Connections are retired by variables, set for that time.
        # shellcheck disable=SC2046 # names of modules: one word each
        refuse_pending $(printf '%s\n' "$MODULES" variables | sort -u)
        [ -z "$REFUSED" ] || refuse_now
        need_space "$SPACE_NEEDED"
        report_edited_frontend || fail 1 "$STATE cannot be written; nothing was touched" "free disk space, then run this again"
        begin_proxy_journal
        activate_frontend
        activate_backends
        commit_proxy
        [ ! -f "$WORK/done" ] || cat "$WORK/done"
        retire_connections
    fi
    say "serving $CERTIFICATE"
    [ "$PHASE" = off ] || say "plaintext-clients: $PLAINTEXT_CLIENTS"
}

# look_at_proxy: the request's files and what of them follows
look_at_proxy() {
    rm -rf "$WORK"
    mkdir "$WORK" "$WORK/cas" || fail 1 "$WORK cannot be created; nothing was touched" "free disk space, then run this again"
    for look_file in backends restricted-users allowed; do file_in_request "$look_file" | grep . | sort -u >"$WORK/$look_file"; done
    file_in_request backend-cas | awk -v folder="$WORK/cas" '
        /^# / { if (file != "") close(file); file = folder "/" $2 "_" $3 ".crt"; if ($2 !~ /^[A-Za-z0-9._:-]+$/ || $3 !~ /^[0-9]+$/) file = ""; next }
        file != "" { print >file }'
    sed -n 's/^plaintext-client	\(.*\)@[^@]*$/\1/p' "$WORK/allowed" | sort -u >"$WORK/plain-users"
    BUNDLE=no
    proxy_has_table mysql_servers_ssl_params || BUNDLE=yes
    [ "$BUNDLE" = no ] || bundle_cas
    served_certificate
    SERVED=$VALUE
}

# bundle_cas: all CAs in one file, after those that ProxySQL was given by somebody else
bundle_cas() {
    bundle_before=$(runtime_variable mysql-ssl_p2s_ca)
    [ "$bundle_before" != "$BACKEND_BUNDLE" ] || bundle_before=$(awk -F '\t' '$3 == "mysql-ssl_p2s_ca" { print $8; exit }' "$BEFORE/cells")
    {
        [ -z "$bundle_before" ] || cat "$bundle_before"
        cat "$WORK"/cas/*.crt 2>/dev/null
    } >"$WORK/bundle"
    mv "$WORK/bundle" "$WORK/cas/${BACKEND_BUNDLE##*/}"
}

proxy_is_done() {
    [ ! -s "$WORK/changes" ] && [ "$SERVED" = "$CERTIFICATE" ] && [ -f "$STATE/installed" ] && [ ! -e "$OLD_CONNECTIONS" ] &&
        generation_in_use server && [ "$VALUE" = "$SERVER_GENERATION" ] && generation_in_use client && [ "$VALUE" = "$CLIENT_GENERATION" ] &&
        [ "$(recorded "$STATE/installed" server-generation)" = "$SERVER_GENERATION" ] &&
        [ "$(recorded "$STATE/installed" require-secure-transport)" = "$PHASE" ] &&
        [ -z "$(frontend_problem)" ] && [ -z "$(ca_file_problems)" ] && same_file "$WORK/backends" "$STATE/backends" &&
        same_file "$WORK/plain-users" "$STATE/plain-users"
}

# ca_file_problems: files in $BACKEND_CAS that are not what the request brings
ca_file_problems() {
    for ca_new in "$WORK"/cas/*.crt; do
        [ -f "$ca_new" ] || continue
        same_file "$ca_new" "$BACKEND_CAS/${ca_new##*/}" || echo "$BACKEND_CAS/${ca_new##*/} is not what the request says"
    done
}

begin_proxy_journal() {
    rm -rf "$ROLLBACK.new"
    {
        mkdir "$ROLLBACK.new" && : >"$ROLLBACK.new/paths" && cp "$WORK/changes" "$ROLLBACK.new/changes" &&
            printf 'served: %s\n' "$SERVED" >"$ROLLBACK.new/server" &&
            cells_after "$WORK/changes" >"$STATE/cells.new" && flush "$STATE/cells.new"
    } || fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
    set -- "$KEYS/client" "$STATE/installed" "$STATE/backends" "$STATE/plain-users" "$STATE/allowed" "$OLD_CONNECTIONS" "$BEFORE/cells"
    for journal_ca in "$WORK"/cas/*.crt; do [ ! -f "$journal_ca" ] || set -- "$@" "$BACKEND_CAS/${journal_ca##*/}"; done
    keep "$ROLLBACK.new" "$@" "$DATADIR/$PROXY_CA" "$DATADIR/$PROXY_CERT" "$DATADIR/$PROXY_KEY" "$KEYS/server" ||
        fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
    take_effect "$ROLLBACK" || fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
    mv -T -f "$STATE/cells.new" "$BEFORE/cells" || undo_proxy_activation "$BEFORE/cells could not be written"
    flush "$BEFORE"
}

activate_frontend() {
    { link_frontend "$SERVER_GENERATION" && write_link ".generations/client-$CLIENT_GENERATION" "$KEYS/client"; } || undo_proxy_activation "the files could not be switched"
    if [ "$SERVED" != "$CERTIFICATE" ] || [ "$(recorded "$STATE/installed" server-generation)" != "$SERVER_GENERATION" ]; then
        reload_frontend || undo_proxy_activation "PROXYSQL RELOAD TLS: $(client_error)"
        say "reloaded: PROXYSQL RELOAD TLS" >>"$WORK/done"
    fi
}

# activate_backends: CA files first, then main, runtime, disk, each read back; have_ssl is among the variables
activate_backends() {
    make_folders "$BACKEND_CAS" || undo_proxy_activation "$BACKEND_CAS could not be created"
    for activate_ca in "$WORK"/cas/*.crt; do
        [ -f "$activate_ca" ] || continue
        same_file "$activate_ca" "$BACKEND_CAS/${activate_ca##*/}" || write_file "$BACKEND_CAS/${activate_ca##*/}" 0644 <"$activate_ca" ||
            undo_proxy_activation "$BACKEND_CAS/${activate_ca##*/} could not be written"
        unreadable_by_server "$BACKEND_CAS/${activate_ca##*/}" >/dev/null ||
            undo_proxy_activation "ProxySQL's user ($(server_user)) cannot read $BACKEND_CAS/${activate_ca##*/}: check the modes of the folders above it"
    done
    change_layer main forward "$WORK/changes" || undo_proxy_activation "main could not be changed: $(client_error)"
    for activate_module in $MODULES; do
        load_module "$activate_module" || undo_proxy_activation "LOAD MYSQL $(printf '%s\n' "$activate_module" | tr '[:lower:]' '[:upper:]') TO RUNTIME: $(client_error)"
        say "loaded: mysql $activate_module" >>"$WORK/done"
    done
    check_frontend_served
    remember_old_connections || undo_proxy_activation "$OLD_CONNECTIONS could not be written"
    case $MODULES-$([ -s "$OLD_CONNECTIONS" ] && echo old) in *servers*-* | *-old) check_backends_connect ;; esac
    change_layer disk forward "$WORK/changes" || undo_proxy_activation "disk could not be changed: $(client_error)"
    activate_problems=$(layer_problems)
    [ -z "$activate_problems" ] || undo_proxy_activation "ProxySQL did not keep what was set:
$activate_problems"
}

check_frontend_served() {
    served_certificate
    [ "$VALUE" = "$CERTIFICATE" ] ||
        undo_proxy_activation "a fresh connection to the frontend is served the certificate $VALUE, expected was $CERTIFICATE"
}

undo_proxy_activation() {
    tell "failed: $1"
    roll_back_proxy || fail 1 "ROLLING BACK FAILED, too: $RETURN_ERROR" "repair ProxySQL; the next run of $TOOL goes on rolling back"
    fail 1 "rolled back: files, variables and tables of ProxySQL are as they were (serving $(serving))" \
        "correct what is named above, then run pulumi up again"
}

# roll_back_proxy: to before the activation under way; the journal goes last
roll_back_proxy() {
    RETURN_ERROR=
    frontend_back "$ROLLBACK" || { RETURN_ERROR="the files in $DATADIR could not be restored"; return 1; }
    unstash_servers || { RETURN_ERROR="mysql_servers: $(client_error)"; return 1; }
    give_back_variables || return 1
    for back_layer in main disk; do
        change_layer "$back_layer" back "$ROLLBACK/changes" || { RETURN_ERROR="$back_layer: $(client_error)"; return 1; }
    done
    # A LOAD or a reload that fails again is none of our business when all is as before without it.
    back_error=
    for back_module in $(modules_in "$ROLLBACK/changes"); do
        load_module "$back_module" || back_error=" (LOAD MYSQL $back_module: $(client_error))"
    done
    back_left=$(journal_leftovers)
    [ -z "$back_left" ] || { RETURN_ERROR="still not as before: $back_left$back_error"; return 1; }
    put_back_journal || return 1
    back_error=
    reload_frontend || back_error=" (PROXYSQL RELOAD TLS: $(client_error))"
    recall "$ROLLBACK/server" served
    back_served=$VALUE
    served_certificate
    [ "$VALUE" = "$back_served" ] ||
        { RETURN_ERROR="the certificate served before was $back_served, now it is $VALUE$back_error"; return 1; }
    mv -T "$ROLLBACK" "$ROLLBACK.new" && rm -rf "$ROLLBACK.new"
}

# journal_leftovers: what main and disk still say of the values that were to go
journal_leftovers() {
    BUNDLE=no
    proxy_has_table mysql_servers_ssl_params || BUNDLE=yes
    for left_layer in main runtime disk; do
        proxy_cells "$left_layer" | awk -F '\t' -v layer="$left_layer" '
            FILENAME == ARGV[1] { if ($1 == layer && $6 != "row") ours[$2, $3, $4, $5, $6] = $7; next }
            (($1, $2, $3, $4, $5) in ours) && ours[$1, $2, $3, $4, $5] == $6 { print layer ": " $1 " " $2 " " $3 " " $4 " " $5 " is \"" $6 "\";" }' "$ROLLBACK/changes" -
    done
}

put_back_journal() {
    sed 's/^[0-9]* [a-z]* //' "$ROLLBACK/paths" >"$STATE/paths.new" || return 1
    while read -r back_path; do
        case $back_path in "$DATADIR"/* | "$KEYS/server") continue ;; esac
        put_back "$ROLLBACK" "$back_path" || { RETURN_ERROR="could not be restored: $back_path"; return 1; }
    done <"$STATE/paths.new"
    rm -f "$STATE/paths.new"
    rmdir "$BACKEND_CAS" 2>/dev/null
    return 0
}

commit_proxy() {
    find_previous_generations
    for commit_file in backends plain-users allowed; do
        write_file "$STATE/$commit_file" 0600 <"$WORK/$commit_file" || undo_proxy_activation "$STATE/$commit_file could not be written"
    done
    {
        print_generations
        printf 'certificate-sha256: %s\nrequire-secure-transport: %s\n' "$CERTIFICATE" "$PHASE"
        printf 'time: %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')"
    } | write_file "$STATE/installed" 0600 || undo_proxy_activation "$STATE/installed could not be written"
    mv -T "$ROLLBACK" "$ROLLBACK.new" || undo_proxy_activation "$ROLLBACK could not be removed"
    rm -rf "$ROLLBACK.new" "$FRONTEND_COPY"
    prune_generations
    for commit_ca in "$BACKEND_CAS"/*.crt; do [ -f "$WORK/cas/${commit_ca##*/}" ] || rm -f "$commit_ca"; done
}
