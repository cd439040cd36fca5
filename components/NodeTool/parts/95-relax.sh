
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
    answers || {
        RETURN_ERROR="accounts can be put back only while the server runs: start it ($(start_command || echo 'with the command that this node uses'))"
        return 1
    }
    look_at_replication
    restore_accounts
}
