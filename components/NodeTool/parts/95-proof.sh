
# --- enforce: the certificate of an account, proved before the account needs it --------------------

PROOF_HOST=localhost        # the proof comes over the unix socket, where REQUIRE is judged as over TCP

# certificate_of, key_of USER: from the request; the key goes from there to where it is used through pipes alone
pem_of() {
    file_in_request certificates | awk -v user="# $1" '/^# / { mine = $0 == user; next } mine' | sed -n "/^-----BEGIN .*$2-----\$/,/^-----END .*$2-----\$/p"
}

certificate_of() { pem_of "$1" CERTIFICATE; }

# A pattern, not the words: this script is in the stack's state, where whoever searches for keys is to find none.
key_of() { pem_of "$1" 'PRIVATE[ ]KEY'; }

# account_certificate_problem USER SSL|X509|SUBJECT|ISSUER STRING: one sentence when the certificate of the request would not do
account_certificate_problem() {
    certificate_of "$1" >"$WORK/client.crt"
    openssl x509 -noout -in "$WORK/client.crt" 2>/dev/null || { echo "no certificate is given for it, so that it cannot be proved that it can log in"; return; }
    client_key=$(key_of "$1" | openssl pkey -passin pass: -pubout 2>/dev/null) || { echo "no private key without a passphrase is given for it"; return; }
    [ "$client_key" = "$(openssl x509 -noout -pubkey -in "$WORK/client.crt")" ] || { echo "the private key does not belong to the certificate"; return; }
    client_verdict=$(openssl verify -purpose sslclient -CAfile "$KEYS/server/root.crt" -untrusted "$WORK/client.crt" "$WORK/client.crt" 2>&1) || {
        echo "this node's root.crt does not accept its certificate: $(first_verdict "$client_verdict") (valid $(validity "$WORK/client.crt"); this node's clock says $(date -u '+%Y-%m-%d %H:%M:%S') UTC)"
        return
    }
    case $2 in
        SUBJECT) client_name=$(openssl x509 -noout -subject -nameopt compat -in "$WORK/client.crt" | sed 's/^subject= *//') ;;
        ISSUER) client_name=$(openssl x509 -noout -issuer -nameopt compat -in "$WORK/client.crt" | sed 's/^issuer= *//') ;;
        *) return 0 ;;
    esac
    [ "$client_name" = "$3" ] || echo "its certificate has $2 '$client_name', the request says '$3': nobody could log in"
}

# prove_certificate USER REQUIREMENT password|certificate-only: an account made for the purpose lets the certificate in, and
# nobody without it. It goes again, whatever happens.
prove_certificate() {
    random_hex
    PROOF_USER=$PROBE_PREFIX${VALUE%????????????????}
    # Of every class that a password policy may want
    random_hex
    PROOF_PASSWORD=Aa1-$VALUE
    { printf '%s\n' "$PROOF_USER" >"$ENFORCING/probe" && flush "$ENFORCING/probe"; } || undo_enforcement "$ENFORCING could not be written"
    run_statements "$(probe_statements "$2" "$3")" || undo_enforcement "an account that proves the certificate of $1 could not be made: $(altering_error)"
    [ "$3" = password ] || PROOF_PASSWORD=
    certificate_of "$1" >"$WORK/client.crt"
    proof_problem=$(proof_problem "$1" "$2")
    drop_probe || undo_enforcement "$RETURN_ERROR"
    [ -z "$proof_problem" ] || undo_enforcement "$proof_problem"
}

# No replica hears of the account.
probe_preamble() {
    session_preamble
    [ -z "$PROBE_LOCAL" ] || echo 'SET SESSION sql_log_bin = 0;'
}

# The password goes by ALTER, as with the real account: a password policy judges CREATE and ALTER differently.
probe_statements() {
    probe_preamble
    probe_clause=$(requirement_clause "$1")
    probe_statement "'CREATE USER '" "'IDENTIFIED BY ', QUOTE('$PROOF_PASSWORD')" "$probe_clause"
    [ "$2" = password ] || probe_statement "'ALTER USER '" "$(hex_text "$(certificate_only_authentication)")" "$probe_clause"
}

probe_statement() {
    printf "SET @statement = CONCAT(%s, QUOTE('%s'), '@', QUOTE('%s'), ' ', %s, ' REQUIRE ', %s);\nPREPARE enforce FROM @statement; EXECUTE enforce;\n" "$1" "$PROOF_USER" "$PROOF_HOST" "$2" "$3"
}

proof_problem() {
    if [ "$2" = SSL::: ]; then
        proof_login on || echo "a login over TLS is refused: $SQL_ERROR"
        ! proof_login off || echo "a login without TLS is let in although SSL is required"
        return
    fi
    proof_login on "$1" || echo "the server refuses the certificate of \"$1\" where $(requirement_words "$2") holds: $SQL_ERROR"
    ! proof_login on || echo "a login without a certificate is let in although a certificate is required"
    case $SQL_ERROR in *1045*) ;; *) echo "a login without a certificate is not refused as it should be: $SQL_ERROR" ;; esac
}

# proof_login TLS [USER]: as the account of the proof, with the certificate of USER
proof_login() {
    SQL_ERROR=$(
        ADMIN_USER=$PROOF_USER ADMIN_PASSWORD=$PROOF_PASSWORD CLIENT_TLS=$1
        if [ -n "${2-}" ]; then key_of "$2"; else :; fi | {
            client_options
            printf '%s\n' "$CLIENT_OPTIONS" |
                (exec_limited "$PROBE_LIMIT" "$CLIENT" --defaults-file=/dev/fd/4 ${2:+"--ssl-cert=$WORK/client.crt"} ${2:+--ssl-key=/dev/fd/6} \
                    --batch --skip-column-names -e 'SELECT CURRENT_USER()') 2>&1 >/dev/null 4<&0 6<&7 0</dev/null 7<&-
        } 7<&0
    )
}

# drop_probe: also what a killed run left
drop_probe() {
    [ -f "$ENFORCING/probe" ] || return 0
    run_statements "$(probe_preamble; printf "DROP USER IF EXISTS '%s'@'%s';" "$(cat "$ENFORCING/probe")" "$PROOF_HOST")" ||
        { RETURN_ERROR="DROP USER '$(cat "$ENFORCING/probe")'@'$PROOF_HOST': $SQL_ERROR"; return 1; }
    rm -f "$ENFORCING/probe"
}
