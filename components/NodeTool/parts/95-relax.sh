
# --- relax: what enforce changed, as it was before ------------------------------------------------

verb_relax() {
    # It gets what enforce got; of that only the claim counts.
    read_enforcement
    undo_under_claim is_enforced relax_everything
}

# is_enforced: there is something of ours that relax takes back
is_enforced() { [ -e "$ENFORCED" ] || [ -e "$ACCOUNTS" ] || [ -e "$AUDIT" ]; }

# relax_everything: each step forgets what it has taken back, so a killed run is continued by the next
relax_everything() {
    is_enforced || return 0
    make_work
    relax_accounts && relax_transport && forget_audit
}

relax_accounts() {
    [ -e "$ACCOUNTS" ] || return 0
    if ! answers; then
        RETURN_ERROR="accounts can be put back only while the server runs: start it ($(start_command || echo 'with the command that this node uses'))"
        leaves_cluster || return 1
        say "accounts are left to the other members of the cluster: this server is stopped"
        rm -rf "$ACCOUNTS"
        flush "$STATE"
        return
    fi
    look_at_replication
    restore_accounts
}

# leaves_cluster: a stopped member, whose accounts live on with others: it need not come back, and those that encrypt would
# not let it. A password that only this one has put aside needs it.
leaves_cluster() {
    ! running_pid || return 1
    recall "$STATE/installed" topology
    [ "$VALUE" = galera ] || return 1
    ! grep -qs '^authentication: ' "$ACCOUNTS"/* || return 1
    SERVER_VERSION=$(recorded "$STATE/claim" version)
    find_groups
    leaves_at=$(server_options | awk -F '\t' '$1 == "wsrep_cluster_address" { at = $2 } END { sub(/^.*:\/\//, "", at); sub(/\?.*/, "", at); gsub(/,/, "\n", at); print at }')
    leaves_to=
    for_lines take_living_member "$leaves_at"
    [ -n "$leaves_to" ]
}

take_living_member() {
    # Whatever it says: somebody listens.
    case $(member_says "$1") in
        *'ERROR 200'[235]*) ;;
        *) leaves_to=$1 ;;
    esac
}
