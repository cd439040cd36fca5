
# --- verify and status: what enforce has set --------------------------------------------------------

verify_enforcement() {
    [ -e "$ACCOUNTS" ] || return 0
    for verify_record in "$ACCOUNTS"/*; do
        [ -f "$verify_record" ] || continue
        verify_wanted=$(recorded "$verify_record" wanted-requirement | tail -n 1)
        check "account $(recorded "$verify_record" name) has $(requirement_words "$verify_wanted")" "$(account_problem)"
    done
}

# account_problem: for the record of verify_enforcement; an account without password that anybody may take is told apart
account_problem() {
    verify_row=$(account_now "$(recorded "$verify_record" user)" "$(recorded "$verify_record" host)") || { echo "it cannot be read"; return; }
    if [ -z "$verify_row" ]; then
        echo "it no longer exists"
    elif [ "${verify_row%%	*}" != "$verify_wanted" ]; then
        echo "it has $(requirement_words "${verify_row%%	*}")"
        ! record_has "$verify_record" wanted-authentication "${verify_row#*	}" || echo "and no password: run pulumi up with another reapply"
    fi
}

enforcement_facts() {
    say "enforcement: $(if [ -f "$ENFORCED" ]; then echo on; elif [ -f "$AUDIT/looked" ]; then echo audit; else echo off; fi)"
    say "enforcedAccounts: $(find "$ACCOUNTS" -type f 2>/dev/null | wc -l | tr -d ' ')"
}
