
# --- relax: what enforce changed, as it was before ------------------------------------------------

verb_relax() {
    # It gets what enforce got; of that only the claim counts.
    read_enforcement
    if [ ! -d "$STATE" ]; then
        say "nothing to undo"
        return
    fi
    with_lock relax_node
}

relax_node() {
    if [ ! -f "$STATE/claim" ]; then
        say "nothing to undo"
        return
    fi
    if [ "$(recorded "$STATE/claim" id)" != "$CLAIM" ]; then
        say "left as it is: this node is claimed by $(recorded "$STATE/claim" owner) under another id"
        return
    fi
    mend
    if [ ! -f "$STATE/claim" ] || ! is_enforced; then
        say "nothing to undo"
        return
    fi
    use_claim
    relax_everything || fail 1 "not everything could be undone: $RETURN_ERROR" "repair what is named above; the next run of $TOOL goes on"
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
