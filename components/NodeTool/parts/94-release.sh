
# --- release: everything as it was before the claim ----------------------------------------------

verb_release() {
    # It gets what claim got; of that only the owner counts, and for ProxySQL the login.
    read_request "$CLAIM_KEYS" ""
    required owner text 'project/stack/node'
    OWNER=$VALUE
    field server
    KIND=$VALUE
    read_login
    if [ ! -d "$STATE" ]; then
        say "nothing to undo"
        return
    fi
    with_lock release_node
}

release_node() {
    if [ ! -f "$STATE/claim" ]; then
        # A claim that was killed before it counted changed nothing.
        forget
        say "nothing to undo"
        return
    fi
    recall "$STATE/claim" owner
    release_owner=$VALUE
    if [ "$release_owner" != "$OWNER" ]; then
        say "left as it is: owned by $release_owner, not by $OWNER"
        return
    fi
    use_admin_of_request
    mend release
    use_claim
    if [ "$KIND" = proxysql ]; then
        need_proxy_to_release
    elif [ -z "$ANSWERED" ] && running_pid; then
        until_answers_or_gone || need_server
        ! answers || find_groups
    fi
    refuse_lonely_release
    undo_everything || fail 1 "not everything could be undone: $RETURN_ERROR" "$(log_lines "$BEFORE")" "repair what is named above; the next run of $TOOL goes on"
}

# refuse_lonely_release: a member that loses its TLS before the others do would not find them again
refuse_lonely_release() {
    [ -n "$ANSWERED" ] && [ -f "$BEFORE/cluster" ] && [ ! -e "$STATE/releasing" ] || return 0
    look_at_cluster
    ! cluster_differs "$BEFORE" || members_take_plaintext ||
        fail 1 "$RETURN_ERROR, a member of the same cluster, takes nothing but TLS: without TLS this one could not come back; nothing was touched" \
            "let all members take plaintext first: pulumi destroy does so, or on each of them $TOOL restore-cluster, then $TOOL restore-transfers. Or stop this server before: then its files alone are restored"
}

undo_everything() {
    { : >"$STATE/releasing" && flush "$STATE/releasing"; } || { RETURN_ERROR="$STATE cannot be written"; return 1; }
    if [ "$KIND" = proxysql ]; then
        undo_proxy
        return
    fi
    # A server that runs, or that we stopped, has to run afterwards, too.
    if running_pid || [ -e "$STATE/stopped" ]; then : >"$BEFORE/start"; fi
    report_lost_edit
    # Accounts first, TLS last: no moment in which one needs a certificate that nobody can use.
    relax_everything && restore_sources || return 1
    recall "$STATE/installed" topology
    TOPOLOGY=$VALUE
    # What was not well before is not waited for.
    if ! running_pid || ! answers; then TOPOLOGY=; fi
    look_at_health
    [ -z "$ILL" ] || TOPOLOGY=
    running_pid
    release_pid=$VALUE
    return_to "$BEFORE" || return 1
    leave_no_add_on || return 1
    [ ! -f "$BEFORE/lost" ] || [ -z "$ANSWERED" ] || leave_accounts
    remove_all "$CLUSTER_FOLDER"
    await_health "everything is as it was before the claim"
    release_folders
    say "restored: what stood before the claim of $(recorded "$STATE/claim" time)"
    if ! running_pid; then
        say "the server was stopped and stays so"
    elif [ "$VALUE" != "$release_pid" ]; then
        say "restarted: $(server_name) drops our certificate only at its start"
    fi
    forget
}

report_lost_edit() {
    recall "$STATE/installed" "sha256 $CONF"
    lost_ours=$VALUE
    [ -n "$lost_ours" ] && [ -f "$CONF" ] && [ "$(sha256 <"$CONF")" != "$lost_ours" ] || return 0
    # Already as before: this release goes on where a killed one ended.
    kept_as "$BEFORE" "$CONF" && same_file "$CONF" "$BEFORE/${VALUE%% *}" && return
    tell "$CONF was edited by hand; with this release it goes. Its text was:"
    sed 's/\(pass[a-z]*[[:space:]]*=\).*/\1 (hidden)/' "$CONF" >&2
}

# release_folders: those that were not there before, if nobody else put something in
release_folders() {
    remove_all "$KEYS"/.*."$TOOL".new "$KEYS"/.*."$TOOL".new.old "$CONF_FOLDER"/.*."$TOOL".new
    while read -r release_folder; do
        [ -d "$release_folder" ] || continue
        rmdir "$release_folder" 2>/dev/null || say "left: $release_folder, it holds files of others"
    done <"$BEFORE/folders"
}

# undo_under_claim IS_THERE UNDO: a part of it, for the claim of the request, if there is something to undo
undo_under_claim() {
    if [ ! -d "$STATE" ]; then
        say "nothing to undo"
        return
    fi
    with_lock undo_if_claimed "$@"
}

undo_if_claimed() {
    if [ ! -f "$STATE/claim" ]; then
        say "nothing to undo"
        return
    fi
    if [ "$(recorded "$STATE/claim" id)" != "$CLAIM" ]; then
        say "left as it is: this node is claimed by $(recorded "$STATE/claim" owner) under another id"
        return
    fi
    mend
    # Mending may have ended a release.
    if [ ! -f "$STATE/claim" ] || ! "$1"; then
        say "nothing to undo"
        return
    fi
    use_claim
    "$2" || fail 1 "not everything could be undone: $RETURN_ERROR" "repair what is named above; the next run of $TOOL goes on"
}
