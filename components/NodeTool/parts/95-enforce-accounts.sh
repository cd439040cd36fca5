
# --- enforce: the accounts of the plan -------------------------------------------------------------

# certificate_only_authentication [NOW]: no password; MySQL's old plugin stays where it was, for clients that know no other. In hex.
certificate_only_authentication() {
    if [ "$KIND" = mariadb ]; then
        printf '%s' "IDENTIFIED VIA 'mysql_native_password' USING ''" | hex
        return
    fi
    only_plugin=caching_sha2_password
    case $(unhex "${1-}") in *"'mysql_native_password'"*) only_plugin=mysql_native_password ;; esac
    printf '%s' "IDENTIFIED WITH '$only_plugin' AS ''" | hex
}

# has_accounts: the request names some, or an earlier one did
has_accounts() { [ -s "$WORK/accounts" ] || [ -e "$ACCOUNTS" ]; }

# enforce_accounts: every row of the plan as wanted, every other of which we have a record as it was
enforce_accounts() {
    has_accounts || return 0
    if [ -n "$ACCOUNTS_LEFT" ]; then
        [ ! -s "$WORK/accounts" ] || tell "accounts are left to $ACCOUNTS_LEFT"
        return
    fi
    mkdir -p "$ACCOUNTS" || undo_enforcement "$ACCOUNTS could not be written"
    JOURNALING=yes
    plan_changes >"$WORK/changes"
    cut -f4-6 "$WORK/changes" | sort -u >"$WORK/proofs"
    while IFS='	' read -r prove_requirement prove_authentication prove_number; do
        prove_certificate "$(sed -n "${prove_number}p" "$WORK/accounts" | cut -f1)" "$prove_requirement" "$prove_authentication"
    done <"$WORK/proofs"
    while IFS='	' read -r enforce_key enforce_user enforce_host enforce_requirement enforce_authentication enforce_number enforce_name; do
        enforce_account
    done <"$WORK/changes"
    for enforce_record in "$ACCOUNTS"/*; do
        if [ ! -f "$enforce_record" ] || cut -f1 "$WORK/plan" | grep -qxF "${enforce_record##*/}"; then continue; fi
        restore_account "$enforce_record" || undo_enforcement "$RETURN_ERROR"
        rm -f "$enforce_record"
    done
    JOURNALING=
    rmdir "$ACCOUNTS" 2>/dev/null
    flush "$STATE"
}

# plan_changes: the rows to be altered, or whose certificate is new: key, user, host, requirement, authentication, line, name
plan_changes() {
    while IFS='	' read -r changes_key changes_user changes_host changes_now changes_authentication changes_wanted changes_mode changes_number changes_name; do
        changes_record=$ACCOUNTS/$changes_key
        if [ "$changes_now" = "$changes_wanted" ] && [ "$(authentication_to_set)" = - ]; then
            if [ -f "$changes_record" ]; then
                ! is_recorded || continue
            else
                # Nothing of ours, if a person set it.
                came_from_another "$changes_user" "$changes_host" "$changes_now" || continue
            fi
        fi
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$changes_key" "$changes_user" "$changes_host" "$changes_wanted" "$changes_mode" "$changes_number" "$changes_name"
    done <"$WORK/plan"
}

# is_recorded: the row of plan_changes, as it is and with this certificate
is_recorded() {
    record_has "$changes_record" wanted-requirement "$changes_wanted" && [ "$(recorded "$changes_record" certificate)" = "$(plan_certificate)" ]
}

# came_from_another USER HOST REQUIREMENT: by replication, or by another member of the cluster. Each node takes back what was
# set, and so each has to know what was before: VALUE. A password that was put aside has whoever did that, and nobody else.
came_from_another() {
    VALUE=
    [ "$changes_mode" = password ] || return 1
    [ -n "$ACCOUNTS_LOCAL" ] || [ "$SERVER_WSREP" = ON ] || return 1
    VALUE=$(awk -F '\t' -v user="$1" -v host="$2" '$1 == user && $2 == host { print $3 }' "$BEFORE/requirements" 2>/dev/null)
    [ -n "$VALUE" ] && [ "$VALUE" != "$3" ]
}

# authentication_to_set: for the row of plan_changes; "-" when it is as it should be
authentication_to_set() {
    if [ "$changes_mode" = certificate-only ]; then
        set_authentication=$(certificate_only_authentication "$changes_authentication")
    else
        # What we took away comes back when the policy wants a password again.
        set_authentication=$changes_authentication
        if [ -f "$changes_record" ] && record_has "$changes_record" wanted-authentication "$changes_authentication"; then set_authentication=$(recorded "$changes_record" authentication); fi
    fi
    if [ "$set_authentication" = "$changes_authentication" ]; then set_authentication=-; fi
    printf '%s\n' "$set_authentication"
}

# plan_certificate: SHA-256 of the certificate for the row of plan_changes; empty when none is needed
plan_certificate() {
    case $changes_wanted in
        SSL:*) ;;
        *) certificate_of "$(sed -n "${changes_number}p" "$WORK/accounts" | cut -f1)" | fingerprint ;;
    esac
}

# enforce_account: one row of the changes. The record is written first: a killed run must not leave an account that nobody knows of.
enforce_account() {
    changes_key=$enforce_key changes_wanted=$enforce_requirement changes_mode=$enforce_authentication changes_number=$enforce_number
    changes_record=$ACCOUNTS/$enforce_key
    enforce_row=$(account_now "$enforce_user" "$enforce_host")
    [ -n "$enforce_row" ] || undo_enforcement "account $enforce_name vanished meanwhile"
    changes_authentication=${enforce_row#*	}
    enforce_set=$(authentication_to_set)
    enforce_want=-
    [ "${enforce_row%%	*}" = "$enforce_requirement" ] || enforce_want=$enforce_requirement
    if [ -f "$changes_record" ] && [ "$enforce_want" != - ] && ! record_has "$changes_record" wanted-requirement "${enforce_row%%	*}"; then
        tell "$enforce_name: somebody set $(requirement_words "${enforce_row%%	*}") since; it is set again"
    fi
    account_record >"$WORK/record"
    write_file "$changes_record" 0600 <"$WORK/record" || undo_enforcement "$ACCOUNTS could not be written"
    [ "$enforce_want$enforce_set" != -- ] || return 0
    # Together, also where only one changes: no moment with neither password nor certificate.
    change_account "$changes_record" "$enforce_requirement" "$enforce_set" "$enforce_row" || undo_enforcement "$RETURN_ERROR"
    say "set: $enforce_name $(requirement_words "$enforce_requirement")$([ "$enforce_authentication" = password ] || echo ', by certificate only')"
}

# account_record: what was before us, from the record that there is or from the row; and all that we ever set
account_record() {
    printf 'user: %s\nhost: %s\nname: %s\n' "$enforce_user" "$enforce_host" "$enforce_name"
    if [ -f "$changes_record" ]; then
        printf 'requirement: %s\n' "$(recorded "$changes_record" requirement)"
        grep '^wanted-requirement: ' "$changes_record" | grep -vxF "wanted-requirement: $enforce_requirement"
    else
        # It may have come a moment ago.
        if [ "$enforce_want" != - ] || ! came_from_another "$enforce_user" "$enforce_host" "$enforce_requirement"; then VALUE=${enforce_row%%	*}; fi
        printf 'requirement: %s\n' "$VALUE"
    fi
    printf 'wanted-requirement: %s\n' "$enforce_requirement"
    if [ -f "$changes_record" ] && grep -q '^wanted-authentication: ' "$changes_record"; then
        grep -E '^(wanted-)?authentication: ' "$changes_record"
    elif [ "$changes_mode" = certificate-only ] && [ "$enforce_set" != - ]; then
        printf 'authentication: %s\nwanted-authentication: %s\n' "$changes_authentication" "$enforce_set"
    fi
    printf 'certificate: %s\n' "$(plan_certificate)"
}
