
# --- ProxySQL: looking without changing, mending, and the way back to before the claim -------------

verify_proxy_node() {
    if [ -z "$REQUEST" ]; then
        recall "$STATE/installed" require-secure-transport
        PHASE=$VALUE
    fi
    look_at_proxy
    if [ -z "$REQUEST" ]; then
        for verify_file in backends plain-users allowed; do cp "$STATE/$verify_file" "$WORK/$verify_file"; done
        cp "$BACKEND_CAS"/*.crt "$WORK/cas/" 2>/dev/null
    fi
    VERIFY_FAILED=0
    verify_generations
    check "the files in $DATADIR are ours" "$(frontend_problem)"
    check "the CA files of the backends are what was installed" "$(ca_file_problems)"
    check "main, runtime and disk say what was set" "$(layer_problems)"
    check "the certificate served is $CERTIFICATE" "$([ "$SERVED" = "$CERTIFICATE" ] || echo "it is $SERVED")"
    check "each backend proves its TLS to this node" "$(proof_problems)"
    check "no connection to a backend is older than its TLS" "$(old_connections | wc -l | sed -n '/^ *0$/!s/.*/& are in plaintext/p')"
    return "$VERIFY_FAILED"
}

proxy_status_facts() {
    if answers; then
        say "version: $(runtime_variable admin-version)"
        say "pid: $(proxy_pid "$DATADIR")"
        say "running: true"
        say "requireSecureTransport: $([ "$(recorded "$STATE/installed" require-secure-transport)" = on ] && echo true || echo false)"
        say "servedSha256: $(serving)"
    else
        say "running: false"
    fi
    [ -f "$STATE/installed" ] || return 0
    installed_facts
    say "backends: $(awk -F '\t' '{ print (NR > 1 ? ", " : "") $1 ":" $2 }' "$STATE/backends" | tr -d '\n')"
    say "plaintextRetired: $([ -e "$OLD_CONNECTIONS" ] && echo false || echo true)"
}

# mend_proxy [release]: what a killed run left in ProxySQL for a time. The journal is left to the caller.
mend_proxy() {
    use_claim
    remove_all "$DATADIR"/.*."$TOOL".new "$BACKEND_CAS"/.*."$TOOL".new
    [ -d "$ROLLBACK" ] || [ -e "$BORROWED" ] || return 0
    [ -f "$DATADIR/proxysql.db" ] || return 0
    answers || fail 1 "an earlier run did not end, and ProxySQL does not answer on 127.0.0.1:$ADMIN_PORT: $(client_error)" \
        "start it: $(start_command || echo 'with the command that this node uses'); the next run of $TOOL goes on"
    give_back_variables || fail 1 "an earlier run did not end, and could not be mended: $RETURN_ERROR" "repair ProxySQL, then run this again"
    unstash_servers || fail 1 "an earlier run did not end, and mysql_servers could not be mended: $(client_error)" "repair ProxySQL, then run this again"
}

# need_proxy_to_release: it answers, and our LOAD would push nobody's edit. A release that goes on has edits of its own in main.
# A ProxySQL whose database is gone was removed from this node: only files are left to undo.
need_proxy_to_release() {
    [ -f "$DATADIR/proxysql.db" ] || return 0
    need_proxy
    [ ! -e "$STATE/releasing" ] || return 0
    REFUSED=
    { mkdir "$WORK" && : >"$WORK/allowed"; } || fail 1 "$WORK cannot be written; nothing was touched" "free disk space, then run this again"
    [ ! -f "$STATE/allowed" ] || cp "$STATE/allowed" "$WORK/allowed"
    # shellcheck disable=SC2046 # names of modules: one word each
    refuse_pending $(modules_in "$BEFORE/cells")
    [ -z "$REFUSED" ] || refuse_now
}

# undo_proxy: rows and variables first, then the files; what somebody else changed since stays
undo_proxy() {
    if [ -f "$DATADIR/proxysql.db" ]; then
        for undo_layer in main disk; do
            change_layer "$undo_layer" back "$BEFORE/cells" || { RETURN_ERROR="$undo_layer: $(client_error)"; return 1; }
        done
        for undo_module in $(modules_in "$BEFORE/cells"); do
            load_module "$undo_module" || { RETURN_ERROR="LOAD of $undo_module: $(client_error)"; return 1; }
        done
    fi
    undo_frontend || return 1
    for undo_path in "$KEYS/client" "$BACKEND_CAS" "$GENERATIONS" "$KEYS/server"; do
        put_back "$BEFORE" "$undo_path" || { RETURN_ERROR="could not be restored: $undo_path"; return 1; }
    done
    release_folders
    say "restored: what stood before the claim of $(recorded "$STATE/claim" time)"
    [ ! -f "$DATADIR/proxysql.db" ] || say "encrypted connections to the backends stay until they end: no query fails for it"
    forget
}

undo_frontend() {
    # None of the three is our link: they are as before already, or somebody else's.
    if [ "$(linked_frontend_files)" = 0 ]; then
        [ ! -f "$STATE/installed" ] || [ -e "$STATE/frontend-undone" ] ||
            tell "the files $DATADIR/proxysql-*.pem were replaced by somebody else's: they stay"
        return 0
    fi
    : >"$STATE/frontend-undone"
    frontend_back "$BEFORE" || { RETURN_ERROR="the files in $DATADIR could not be restored"; return 1; }
    [ ! -f "$DATADIR/proxysql.db" ] || reload_frontend || { RETURN_ERROR="PROXYSQL RELOAD TLS: $(client_error)"; return 1; }
}
