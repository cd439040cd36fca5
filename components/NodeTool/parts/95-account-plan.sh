
# --- enforce: the accounts of the request, judged against those of the server before anything is touched -----

# plan_accounts: $WORK/plan has a line of tab-separated fields per row of the server that the request means:
# key, user, host (both in hex), requirement now, authentication now, requirement wanted, password|certificate-only,
# request line, name. What is wrong is refused, all of it at once.
plan_accounts() {
    : >"$WORK/plan"
    [ -s "$WORK/accounts" ] || return 0
    [ -z "$REPLICATION_UNKNOWN" ] ||
        refuse "whether this node replicates cannot be told, and an account must not be changed twice: $REPLICATION_RIGHT to ${ADMIN_USER:-root}"
    account_rows >"$WORK/rows" || fail 1 "the server's accounts cannot be read; nothing was touched" "give database.adminUser of an account with CREATE USER, and SELECT on mysql.*"
    PLAN_ADMINISTRATOR=$(sql "SET NAMES utf8mb4; SELECT CONCAT(HEX(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)), ' ', HEX(LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1)))")
    plan_number=0
    # A sign before each field, or the shell would drop those that are empty.
    awk -F '\t' '{ line = NF; for (i = 1; i <= NF; i++) line = line "\t=" $i; print line }' "$WORK/accounts" >"$WORK/accounts-marked"
    while IFS='	' read -r plan_count plan_user plan_host plan_require plan_string plan_authentication; do
        plan_number=$((plan_number + 1))
        plan_user=${plan_user#=} plan_host=${plan_host#=} plan_require=${plan_require#=} plan_string=${plan_string#=} plan_authentication=${plan_authentication#=}
        plan_problem=$(plan_line_problem)
        if [ -z "$plan_problem" ]; then
            plan_rows
            case $plan_require in SSL) ;; *) plan_problem=$(account_certificate_problem "$plan_user" "$plan_require" "$plan_string") ;; esac
        fi
        [ -z "$plan_problem" ] || refuse "account \"$plan_user\"@\"$plan_host\": $plan_problem"
    done <"$WORK/accounts-marked"
    refuse "$(cut -f1,9 "$WORK/plan" | sort | uniq -d | while IFS='	' read -r _ plan_twice; do echo "account $plan_twice is named twice: leave one"; done)"
}

plan_line_problem() {
    if [ "$plan_count" != 5 ]; then echo "line $plan_number of the accounts has $plan_count fields, expected are user, host, requirement, string and authentication"; return; fi
    if [ -z "$plan_user" ]; then echo "the anonymous account lets in whatever name, and is left alone: drop it, or take it out of accounts"; return; fi
    if [ -z "$plan_host" ]; then echo "the host is empty: write * for every row of the user, or one host as SELECT user, host FROM mysql.user shows it"; return; fi
    case $plan_require:$plan_string in
        SSL: | X509: | SUBJECT:/* | ISSUER:/*) ;;
        SUBJECT: | ISSUER:) echo "an empty $plan_require would let in any client on MariaDB and nobody on MySQL: give the one of the certificate" ;;
        SUBJECT:* | ISSUER:*) echo "$plan_require \"$plan_string\" is not in the server's form, such as /O=Example/CN=app" ;;
        SSL:* | X509:*) echo "$plan_require takes no string" ;;
        *) echo "require \"$plan_require\" is none of SSL, X509, SUBJECT, ISSUER" ;;
    esac
    case $plan_authentication:$plan_require in
        certificate-only:SSL) echo "authentication certificate-only with SSL would let in anybody: require SUBJECT" ;;
        certificate-only:X509 | certificate-only:ISSUER) tell "account \"$plan_user\"@\"$plan_host\": without a password, $plan_require lets in whoever has any certificate of this node's CA; SUBJECT lets in its own alone" ;;
        password:* | certificate-only:*) ;;
        *) echo "authentication \"$plan_authentication\" is neither password nor certificate-only" ;;
    esac
}

# plan_rows: the rows that this line means go into the plan
plan_rows() {
    plan_hex=$(printf '%s' "$plan_user" | hex)
    plan_host_hex='*'
    [ "$plan_host" = '*' ] || plan_host_hex=$(printf '%s' "$plan_host" | tr '[:upper:]' '[:lower:]' | hex)
    # MariaDB's roles have no host, and the shell drops empty fields.
    awk -F '\t' -v OFS='\t' -v user="$plan_hex" -v host="$plan_host_hex" '$1 == user && (host == "*" || $2 == host) { if ($2 == "") $2 = "-"; print }' "$WORK/rows" >"$WORK/matching"
    if [ ! -s "$WORK/matching" ]; then
        plan_problem=$(plan_missing)
        return
    fi
    case $plan_require in
        SUBJECT) plan_requirement="SPECIFIED:::$(printf '%s' "$plan_string" | hex)" ;;
        ISSUER) plan_requirement="SPECIFIED::$(printf '%s' "$plan_string" | hex):" ;;
        *) plan_requirement="$plan_require:::" ;;
    esac
    while IFS='	' read -r plan_row_user plan_row_host plan_row_requirement plan_row_authentication plan_row_state plan_row_name; do
        plan_row_problem=$(plan_row_problem)
        if [ -n "$plan_row_problem" ]; then
            refuse "account $plan_row_name: $plan_row_problem"
            continue
        fi
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(account_key "$plan_row_user" "$plan_row_host")" "$plan_row_user" "$plan_row_host" \
            "$plan_row_requirement" "$plan_row_authentication" "$plan_requirement" "$plan_authentication" "$plan_number" "$plan_row_name" >>"$WORK/plan"
    done <"$WORK/matching"
}

plan_missing() {
    # What comes from the source may not have arrived yet.
    [ -z "$ACCOUNTS_LEFT" ] || return 0
    plan_others=$(awk -F '\t' -v user="$plan_hex" '$1 == user { print $6 }' "$WORK/rows" | tr '\n' ' ')
    if [ -n "$plan_others" ]; then
        echo "it does not exist on this server, but ${plan_others% }: name one of them, or host * for all"
    elif grep -qsxF "user: $plan_hex" "$ACCOUNTS"/*; then
        echo "it was on this server when its requirement was set, and is gone: create it again, or take it out of accounts"
    else
        echo "it does not exist on this server: create it, or take it out of accounts, or name the nodes that have it"
    fi
}

# plan_row_problem: accounts that nobody may tighten
plan_row_problem() {
    if [ "$plan_row_host $plan_row_user" = "$PLAN_ADMINISTRATOR" ]; then
        echo "it is the one that this node is administered with: it would be locked out. Name the host of another row, or give database.adminUser"
        return
    fi
    if [ "$plan_row_state" = role ]; then echo "it is a role: its members log in, require it of them"; return; fi
    case $(unhex "$plan_row_user")@$(unhex "$plan_row_host") in
        root@localhost | mysql@localhost | mariadb.sys@localhost | mysql.sys@localhost | mysql.session@localhost | mysql.infoschema@localhost | debian-sys-maint@localhost)
            echo "it belongs to the server and its service, which log in without a certificate. Name the host of another row"
            return ;;
    esac
    [ "$plan_authentication" = certificate-only ] || return 0
    # What we took away ourselves may be in any state.
    [ ! -f "$ACCOUNTS/$(account_key "$plan_row_user" "$plan_row_host")" ] || return 0
    case $plan_row_state in
        expired) echo "its password has expired, and would come back as valid: set it anew, or authentication: password" ;;
        several) echo "it has a second password (RETAIN CURRENT PASSWORD) or a second factor, which cannot be brought back: ALTER USER ... DISCARD OLD PASSWORD first, or authentication: password" ;;
    esac
}
