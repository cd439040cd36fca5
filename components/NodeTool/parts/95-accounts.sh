
# --- accounts: what each must present at its login ------------------------------------------------
# A requirement is one word, TYPE:CIPHER:ISSUER:SUBJECT: the type NONE, SSL, X509 or SPECIFIED, the others in hex.
# An authentication is the clause of ALTER USER that brings it back, in hex: it holds a hash, so it is read and written
# by pipes alone. A record (one file per account) keeps what was before us and all that we have set since.

hex() { od -An -v -tx1 | tr -d ' \n' | tr abcdef ABCDEF; }

unhex() {
    printf '%s\n' "$1" | awk '{
        digits = "0123456789ABCDEF"
        for (i = 1; i < length($0); i += 2) printf "%c", (index(digits, substr($0, i, 1)) - 1) * 16 + index(digits, substr($0, i + 1, 1)) - 1 }'
}

# hex_text HEX: an expression of that text, whatever quotes, backslashes or letters it has
hex_text() { if [ -n "$1" ]; then printf 'CONVERT(0x%s USING utf8mb4)' "$1"; else printf "''"; fi; }

# run_statements STATEMENTS: for their effect; by a pipe, for they may hold what is secret. SQL_ERROR as by run_sql.
run_statements() {
    SQL_ERROR=$(
        printf '%s\n' "$1" | {
            client_options
            printf '%s\n' "$CLIENT_OPTIONS" |
                (exec_limited "$SQL_LIMIT" "$CLIENT" --defaults-file=/dev/fd/4 --batch --skip-column-names --raw) 2>&1 >/dev/null 4<&0 0<&5 5<&-
        } 5<&0
    ) && return
    # Only number and kind: the rest may quote the statement.
    SQL_ERROR=$(printf '%s\n' "$SQL_ERROR" | without_statement | sed "s/ near '.*//")
    return 1
}

# session_preamble: quotes as QUOTE() makes them, and every letter
session_preamble() {
    echo "SET NAMES utf8mb4; SET SESSION sql_mode = '';"
    [ -z "${ACCOUNTS_QUIET-}" ] || echo 'SET SESSION sql_log_off = 1;'
    [ -z "${ACCOUNTS_LOCAL-}" ] || echo 'SET SESSION sql_log_bin = 0;'
}

# look_at_replication: ACCOUNTS_LOCAL when our changes must not go on to others, ACCOUNTS_LEFT, why, when they come from elsewhere;
# PROBE_LOCAL when an account of ours can be kept from others
look_at_replication() {
    # Once, as it is asked in subshells, which forget.
    find_rows_select
    ACCOUNTS_QUIET='' ACCOUNTS_LOCAL='' ACCOUNTS_LEFT='' PROBE_LOCAL='' REPLICATION_UNKNOWN=''
    # The general log would show what is secret.
    ! run_sql 'SET SESSION sql_log_off = 1' || ACCOUNTS_QUIET=yes
    ! run_sql 'SET SESSION sql_log_bin = 0' || PROBE_LOCAL=yes
    replicates || return 0
    case $SERVER_READ_ONLY in
        0 | OFF) ACCOUNTS_LOCAL=yes ;;
        *) ACCOUNTS_LEFT='replication: this node replicates and is read-only' ;;
    esac
}

# replicates: REPLICATION_UNKNOWN when the server does not tell the administrator
replicates() {
    look_at_streams || REPLICATION_UNKNOWN=yes
    replicates_rows=$STREAMS
    if [ "$KIND" != mariadb ]; then
        replicates_rows=$replicates_rows$(sql "SELECT 1 FROM performance_schema.replication_group_members WHERE member_id = @@server_uuid AND member_role = 'SECONDARY'" 2>/dev/null)
    fi
    [ -n "$replicates_rows" ]
}

# account_rows [CONDITION]: "user<TAB>host<TAB>requirement<TAB>authentication<TAB>state<TAB>'user'@'host'", the first two and
# the fourth in hex. State: role, expired, several (passwords or factors), or ordinary.
account_rows() {
    [ -n "$ROWS_SELECT" ] || find_rows_select
    sql "SET NAMES utf8mb4; SET SESSION sql_mode = ''; $ROWS_SELECT WHERE ${1-TRUE} ORDER BY user, host"
}

# find_rows_select: ROWS_SELECT, what account_rows asks for
ROWS_SELECT=
find_rows_select() {
    rows_name="REPLACE(REPLACE(CONCAT(QUOTE(user), '@', QUOTE(host)), '\t', ' '), '\n', ' ')"
    if [ "$KIND" = mariadb ]; then
        rows_requirement="CONCAT_WS(':', ELT(1 + COALESCE(JSON_VALUE(priv, '\$.ssl_type'), 0), 'NONE', 'SSL', 'X509', 'SPECIFIED'), $(mariadb_hex ssl_cipher), $(mariadb_hex x509_issuer), $(mariadb_hex x509_subject))"
        rows_state="CASE WHEN JSON_VALUE(priv, '\$.is_role') IN ('1', 'true') THEN 'role' WHEN JSON_VALUE(priv, '\$.password_last_changed') = 0 THEN 'expired' ELSE 'ordinary' END"
        rows_authentication="CONCAT('IDENTIFIED VIA ', $(mariadb_methods))"
        rows_table=mysql.global_priv
    else
        rows_requirement="CONCAT_WS(':', CASE ssl_type WHEN '' THEN 'NONE' WHEN 'ANY' THEN 'SSL' ELSE ssl_type END, HEX(ssl_cipher), HEX(x509_issuer), HEX(x509_subject))"
        rows_state="CASE WHEN account_locked = 'Y' AND password_expired = 'Y' AND COALESCE(authentication_string, '') = '' THEN 'role' WHEN password_expired = 'Y' THEN 'expired'
            WHEN JSON_CONTAINS_PATH(user_attributes, 'one', '\$.additional_password', '\$.multi_factor_authentication') THEN 'several' ELSE 'ordinary' END"
        rows_authentication="CONCAT('IDENTIFIED WITH ', QUOTE(plugin), ' AS ', IF(COALESCE(authentication_string, '') = '', '\\'\\'', CONCAT('0x', HEX(authentication_string))))"
        rows_table=mysql.user
    fi
    ROWS_SELECT="SELECT HEX(user), HEX(host), $rows_requirement, HEX($rows_authentication), $rows_state, $rows_name FROM $rows_table"
}

mariadb_hex() { printf "HEX(COALESCE(JSON_VALUE(priv, '\$.%s'), ''))" "$1"; }

# mariadb_methods: of several, the one that has no plugin of its own stands at the top of the JSON
mariadb_methods() {
    printf "IF(JSON_EXISTS(priv, '\$.auth_or'), CONCAT_WS(' OR '"
    for methods_index in 0 1 2 3 4 5 6 7; do
        methods_at="\$.auth_or[$methods_index]"
        printf ", IF(JSON_EXISTS(priv, '%s'), IF(JSON_EXISTS(priv, '%s.plugin'), %s, %s), NULL)" "$methods_at" "$methods_at" "$(mariadb_method "$methods_at")" "$(mariadb_method '$')"
    done
    printf "), %s)" "$(mariadb_method '$')"
}

mariadb_method() {
    method_plugin="COALESCE(JSON_VALUE(priv, '$1.plugin'), 'mysql_native_password')"
    method_string="COALESCE(JSON_VALUE(priv, '$1.authentication_string'), '')"
    printf "CONCAT(QUOTE(%s), IF(%s = '' AND %s <> 'mysql_native_password', '', CONCAT(' USING ', QUOTE(%s))))" "$method_plugin" "$method_string" "$method_plugin" "$method_string"
}

# account_now USER HOST: "requirement<TAB>authentication"; nothing when there is no such account
account_now() { account_rows "user = $(hex_text "$1") AND host = $(hex_text "$2")" | cut -f3,4; }

# alter_account USER HOST REQUIREMENT AUTHENTICATION: one statement for both, "-" leaves one as it is. One account per
# statement: MariaDB alters the first of several even when it fails.
alter_account() {
    run_statements "$(
        session_preamble
        printf "SET @statement = CONCAT('ALTER USER ', QUOTE(%s), '@', QUOTE(%s)" "$(hex_text "$1")" "$(hex_text "$2")"
        [ "$4" = - ] || printf ", ' ', %s" "$(hex_text "$4")"
        [ "$3" = - ] || printf ", ' REQUIRE ', %s" "$(requirement_clause "$3")"
        printf ');\nPREPARE enforce FROM @statement; EXECUTE enforce;'
    )" && return
    SQL_ERROR=$(altering_error)
    return 1
}

# altering_error: what the server says, and what it means here
altering_error() {
    printf '%s\n' "$SQL_ERROR"
    case $SQL_ERROR in
        *1227*) echo "the administrator needs CREATE USER, on MySQL SYSTEM_USER too for accounts that have it, and on a replica the right to set sql_log_bin" ;;
        *1290*) echo "this node is read-only" ;;
        *1396* | *1819*) echo "a password policy of the server may forbid an account without password: authentication: password keeps it" ;;
    esac
}

# requirement_clause REQUIREMENT: an expression of what follows REQUIRE
requirement_clause() {
    case $1 in
        SPECIFIED:*) ;;
        *) printf "'%s'" "${1%%:*}"; return ;;
    esac
    clause_rest=${1#*:}
    clause_cipher=${clause_rest%%:*} clause_rest=${clause_rest#*:}
    clause_issuer=${clause_rest%%:*} clause_subject=${clause_rest#*:}
    printf "CONCAT_WS(' '"
    # With nothing specified the subject is empty: that is what it was.
    if [ -n "$clause_subject" ] || [ -z "$clause_cipher$clause_issuer" ]; then printf ", 'SUBJECT', QUOTE(%s)" "$(hex_text "$clause_subject")"; fi
    [ -z "$clause_issuer" ] || printf ", 'ISSUER', QUOTE(%s)" "$(hex_text "$clause_issuer")"
    [ -z "$clause_cipher" ] || printf ", 'CIPHER', QUOTE(%s)" "$(hex_text "$clause_cipher")"
    printf ')'
}

# requirement_words REQUIREMENT: for people
requirement_words() {
    case $1 in
        SPECIFIED:*) ;;
        *) echo "REQUIRE ${1%%:*}"; return ;;
    esac
    words_rest=${1#*:}
    words_cipher=${words_rest%%:*} words_rest=${words_rest#*:}
    echo "REQUIRE$([ -z "${words_rest#*:}" ] || echo " SUBJECT $(quoted "$(unhex "${words_rest#*:}")")")$([ -z "${words_rest%%:*}" ] || echo " ISSUER $(quoted "$(unhex "${words_rest%%:*}")")")$([ -z "$words_cipher" ] || echo " CIPHER $(quoted "$(unhex "$words_cipher")")")"
}

# change_account RECORD REQUIREMENT AUTHENTICATION ROW: alters the account that account_now told as ROW, and reads back.
# While an enforcement is under way its journal says first what the account was, and what it will be.
change_account() {
    change_user=$(recorded "$1" user) change_host=$(recorded "$1" host) change_name=$(recorded "$1" name)
    change_row=$4
    change_key=$(account_key "$change_user" "$change_host")
    change_was_requirement=${change_row%%	*} change_was_authentication=${change_row#*	}
    if [ -n "${JOURNALING-}" ] && [ ! -f "$ENFORCING/accounts/$change_key" ]; then
        {
            printf 'user: %s\nhost: %s\nname: %s\n' "$change_user" "$change_host" "$change_name"
            printf 'requirement: %s\nauthentication: %s\n' "$change_was_requirement" "$change_was_authentication"
            [ "$2" = - ] || printf 'wanted-requirement: %s\n' "$2"
            [ "$3" = - ] || printf 'wanted-authentication: %s\n' "$3"
        } | write_file "$ENFORCING/accounts/$change_key" 0600 || { RETURN_ERROR="$ENFORCING could not be written"; return 1; }
    fi
    alter_account "$change_user" "$change_host" "$2" "$3" || { RETURN_ERROR="ALTER USER $change_name: $SQL_ERROR"; return 1; }
    [ "$2" = - ] || change_was_requirement=$2
    [ "$3" = - ] || change_was_authentication=$3
    [ "$(account_now "$change_user" "$change_host")" = "$change_was_requirement	$change_was_authentication" ] ||
        { RETURN_ERROR="ALTER USER $change_name was accepted, and the account is not as it should be"; return 1; }
}

account_key() { printf '%s@%s' "$1" "$2" | sha256 | cut -c1-32; }

# record_has FILE KEY VALUE: among several of that key
record_has() {
    # By the shell: what grep is given, others see.
    while IFS= read -r has_line; do [ "$has_line" != "$2: $3" ] || return 0; done <"$1"
    return 1
}

# restore_account RECORD: each part that is still as we set it becomes what it was; what somebody changed since stays
restore_account() {
    recall "$1" name
    restore_name=$VALUE
    restore_row=$(account_now "$(recorded "$1" user)" "$(recorded "$1" host)") || { RETURN_ERROR="$restore_name cannot be read"; return 1; }
    if [ -z "$restore_row" ]; then
        tell "$restore_name no longer exists: nothing to restore"
        return 0
    fi
    restore_requirement=$(part_to_restore "$1" requirement "${restore_row%%	*}")
    restore_authentication=$(part_to_restore "$1" authentication "${restore_row#*	}")
    if [ "$restore_requirement$restore_authentication" = -- ]; then return 0; fi
    if [ -n "${ACCOUNTS_LEFT-}" ]; then
        tell "$restore_name is left as it is: this node replicates and is read-only; restore it on the source: $(requirement_words "$(recorded "$1" requirement)")"
        return 0
    fi
    change_account "$1" "$restore_requirement" "$restore_authentication" "$restore_row" || return 1
    say "restored: $restore_name $(requirement_words "$(recorded "$1" requirement)")$([ "$restore_authentication" = - ] || echo ', its authentication too')"
}

# part_to_restore RECORD requirement|authentication NOW: what to set, or "-"
part_to_restore() {
    recall "$1" "$2"
    part_before=$VALUE
    if [ -z "$part_before" ] || [ "$part_before" = "$3" ] || ! grep -q "^wanted-$2: " "$1"; then
        printf '%s\n' -
    elif record_has "$1" "wanted-$2" "$3"; then
        printf '%s\n' "$part_before"
    else
        tell "$(recorded "$1" name): somebody changed its $2 since; it is left as it is"
        printf '%s\n' -
    fi
}

# restore_accounts: all that we have a record of; each record goes when its account is as before
restore_accounts() {
    restore_failed=
    for restore_record in "$ACCOUNTS"/*; do
        [ -f "$restore_record" ] || continue
        if restore_account "$restore_record"; then rm -f "$restore_record"; else restore_failed="$restore_failed
$RETURN_ERROR"; fi
    done
    [ -z "$restore_failed" ] || { RETURN_ERROR=$restore_failed; return 1; }
    rm -rf "$ACCOUNTS"
    flush "$STATE"
}
