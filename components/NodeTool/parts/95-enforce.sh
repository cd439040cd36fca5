
# --- enforce: plaintext is looked for, then refused; all of it, or everything back ----------------

read_enforcement() {
    read_request "claim require-secure-transport reapply looked-at" "accounts certificates allowed"
    required claim 'hex 16' 'the id that claim printed'
    CLAIM=$VALUE
    required require-secure-transport 'off|audit|on' 'off, audit or on'
    PHASE=$VALUE
}

verb_enforce() {
    read_enforcement
    with_lock enforce_node
}

enforce_node() {
    mend
    own_claim "$CLAIM"
    need_database enforce
    need_server
    need_kind "$KIND"
    find_groups
    make_work
    need_tls
    file_in_request allowed >"$WORK/allowed"
    REFUSED=
    if [ "$PHASE" = on ]; then
        look_at_transport
        refuse "$(transport_problems)"
    fi
    file_in_request accounts >"$WORK/accounts"
    if has_accounts; then
        look_at_replication
        # It gets them where it joins, and what it has is gone then.
        recall "$STATE/installed" topology
        [ "$VALUE" != galera ] || ! is_joining || ACCOUNTS_LEFT='the cluster that this node is to join'
        plan_accounts
    fi
    refuse_enforcement
    [ "$PHASE" = off ] || take_inventory
    [ "$PHASE" != on ] || [ -f "$ENFORCED" ] || refuse_plaintext_clients
    need_space "$SPACE_NEEDED"
    begin_enforcement
    # Who gets in is settled before anybody is kept out.
    enforce_accounts
    enter_phase
    check_enforcement
    commit_enforcement
    if [ "$PHASE" = off ]; then say 'plaintext-clients: []'; else say "plaintext-clients: $(clients_as_json <"$WORK/clients")"; fi
}

# need_database VERB: a ProxySQL refuses plaintext by users, which activate-proxy does
need_database() {
    [ "$KIND" != proxysql ] || fail 2 "$1 is for a database server, and this node is a ProxySQL; nothing was touched" "its clients are activate-proxy's"
}

enter_phase() {
    if [ "$PHASE" = on ]; then
        end_audit || undo_enforcement "$RETURN_ERROR"
        keep_clients
        enforce_transport
        return
    fi
    relax_transport || undo_enforcement "$RETURN_ERROR"
    if [ "$PHASE" = audit ]; then begin_audit; else forget_audit || undo_enforcement "$RETURN_ERROR"; fi
}

# need_tls: without our certificate being served, enforcing would lock everybody out (MariaDB 10.11 would let us)
need_tls() {
    if [ ! -f "$STATE/installed" ] || [ ! -f "$CONF" ]; then
        fail 1 "TLS was not activated by this tool on this node; nothing was touched" "run pulumi up: activate comes before enforce"
    fi
    recall "$STATE/installed" certificate-sha256
    tls_wanted=$VALUE
    served_certificate
    tls_served=$VALUE
    [ "$tls_served" = "$tls_wanted" ] ||
        fail 1 "the server serves the certificate $tls_served, not $tls_wanted, which was activated; nothing was touched" "raise reapply in the configuration and run pulumi up: activate mends it"
    [ "$(sha256 <"$CONF")" = "$(recorded "$STATE/installed" "sha256 $CONF")" ] ||
        fail 1 "$CONF was edited since it was activated; nothing was touched" "raise reapply in the configuration and run pulumi up: activate shows the edit, keeps it and writes the file anew"
}

refuse_enforcement() {
    ! is_refused || fail 1 "refused before anything was touched" "$REFUSED" "correct this, then run pulumi up again"
}

begin_enforcement() {
    remove_all "$ENFORCING.new"
    {
        mkdir "$ENFORCING.new" "$ENFORCING.new/accounts" && : >"$ENFORCING.new/paths" &&
            variables_to_enforce >"$ENFORCING.new/variables" &&
            [ -n "$(recorded "$ENFORCING.new/variables" require_secure_transport)" ]
    } || fail 1 "$ENFORCING cannot be written; nothing was touched" "free disk space, then run this again"
    keep "$ENFORCING.new" "$CONF" "$STATE/installed" "$ENFORCED" "$ACCOUNTS" "$AUDIT" ||
        fail 1 "$ENFORCING cannot be written; nothing was touched" "free disk space, then run this again"
    take_effect "$ENFORCING" || fail 1 "$ENFORCING cannot be written; nothing was touched" "free disk space, then run this again"
}

# variables_to_enforce: as they are now; MySQL has no userstat
variables_to_enforce() {
    variables_columns="IF(@@global.require_secure_transport, 'ON', 'OFF')"
    [ "$KIND" != mariadb ] || variables_columns="$variables_columns, @@global.userstat"
    sql "SELECT $variables_columns" | while IFS='	' read -r variables_secure variables_userstat; do
        printf 'require_secure_transport: %s\nuserstat: %s\n' "$variables_secure" "$variables_userstat"
    done
}

# check_enforcement: TLS still works, and so does the login that we would repair with
check_enforcement() {
    served_certificate
    [ "$VALUE" = "$tls_served" ] || undo_enforcement "a fresh connection is served the certificate $VALUE, expected was $tls_served"
    answers || undo_enforcement "the administrator's own login no longer works: $SQL_ERROR"
}

undo_enforcement() {
    tell "failed: $1"
    roll_back_enforcement || fail 1 "ROLLING BACK FAILED, too: $RETURN_ERROR" "repair the server; the next run of $TOOL goes on rolling back"
    fail 1 "rolled back: accounts, require_secure_transport and $CONF are as they were" "correct what is named above, then run pulumi up again"
}

# roll_back_enforcement: to before the enforcement under way; the journal goes last
roll_back_enforcement() {
    RETURN_ERROR=
    if running_pid; then
        until_answers_or_gone || { RETURN_ERROR="the server runs and does not answer: $SQL_ERROR"; return 1; }
        { roll_back_variable require_secure_transport && roll_back_variable userstat && roll_back_accounts; } || return 1
    elif [ -f "$ENFORCING/probe" ] || ls "$ENFORCING"/accounts/* >/dev/null 2>&1; then
        RETURN_ERROR="accounts can be put back only while the server runs: start it ($(start_command || echo 'with the command that this node uses'))"
        return 1
    fi
    put_back_files "$ENFORCING" || return 1
    mv -T "$ENFORCING" "$ENFORCING.new" && rm -rf "$ENFORCING.new"
}

roll_back_accounts() {
    JOURNALING=
    look_at_replication
    for roll_record in "$ENFORCING"/accounts/*; do
        [ -f "$roll_record" ] || continue
        restore_account "$roll_record" >/dev/null || return 1
    done
    drop_probe
}

# Empty: a server that has no such variable. What was not changed is not set: the reason of the failure may be that it cannot be.
roll_back_variable() {
    recall "$ENFORCING/variables" "$1"
    roll_value=$VALUE
    if [ -z "$roll_value" ] || same_value "$(server_variable "$1")" "$roll_value"; then return 0; fi
    run_sql "SET GLOBAL $1 = $roll_value" && return
    RETURN_ERROR="SET GLOBAL $1 = $roll_value: $SQL_ERROR"
    return 1
}

commit_enforcement() {
    mv -T "$ENFORCING" "$ENFORCING.new" || undo_enforcement "$ENFORCING could not be removed"
    rm -rf "$ENFORCING.new"
}
