
# --- the way back: used by a failed activation, by the next run after a kill, and by release -----

# remember_server FOLDER SERVED: beside the kept files and variables, what the server is and serves now
remember_server() {
    server_pid
    printf 'pid: %s\nserved: %s\nlog: %s\nlog-size: %s\n' "$VALUE" "$2" "$SERVER_LOG" "$(size_of "$SERVER_LOG")" >"$1/server"
}

# differing FOLDER: names of TLS variables that are not what FOLDER remembers
differing() {
    differing_names=
    while IFS='	' read -r differing_name _; do differing_names="$differing_names $differing_name"; done <"$1/variables"
    # Not by a file: the disk may be full.
    # shellcheck disable=SC2086 # names of variables: one word each
    differing_now=$(variables_now $differing_names) || return 1
    while IFS='	' read -r differing_name differing_value; do
        value_among "$differing_now" "$differing_name"
        same_value "$differing_value" "$VALUE" || printf '%s\n' "$differing_name"
    done <"$1/variables"
}

put_back_files() {
    # Read first: putting back must not depend on a file that is being read.
    put_paths=$(sed 's/^[0-9]* [a-z]* //' "$1/paths")
    put_failed=
    # Paths may hold blanks, never line ends.
    put_ifs=$IFS
    IFS='
'
    for put_path in $put_paths; do
        IFS=$put_ifs
        put_back_one "$1" "$put_path" || put_failed="$put_failed $put_path"
    done
    IFS=$put_ifs
    [ -z "$put_failed" ] || { RETURN_ERROR="could not be restored:$put_failed"; return 1; }
    reload_apparmor
}

# put_back_one FOLDER PATH: a file of others that was edited since we wrote it only loses our own lines
put_back_one() {
    [ "$2" != "$RETURN_OPEN" ] || return 0
    case $2 in
        "$CONF" | */"$CLUSTER_FILE" | "$KEYS"/* | "$STATE"/*) put_back "$1" "$2" ; return ;;
    esac
    if [ -f "$2" ] && ! grep -qxF "$MARK_BEGIN" "$2"; then return 0; fi
    recall "$STATE/installed" "sha256 $2"
    put_ours=$VALUE
    if [ -z "$put_ours" ] || [ ! -f "$2" ] || [ "$put_ours" = "$(sha256 <"$2")" ]; then
        put_back "$1" "$2"
        return
    fi
    tell "$2 was edited since: only the lines of $TOOL were taken out"
    without_our_lines <"$2" >"$STATE/edited.new" && rewrite_file "$2" <"$STATE/edited.new"
}

# set_back_variables FOLDER NAMES: those that differ and can be set while the server runs. Plaintext is allowed again before
# TLS changes, and forbidden again only after.
set_back_variables() {
    back_statements='' back_last=''
    for back_name in $2; do
        is_dynamic "$back_name" || continue
        value_in "$1/variables" "$back_name"
        back_value=$VALUE
        set_statement "$back_name" "$back_value"
        case $back_name:$back_value in
            require_secure_transport:ON) back_last=$VALUE ;;
            require_secure_transport:*) back_statements="$VALUE; $back_statements" ;;
            *) back_statements="$back_statements$VALUE; " ;;
        esac
    done
    # All by one call; the first that the server refuses ends it.
    [ -z "$back_statements" ] || run_sql "$back_statements" || return 1
    value_in "$1/variables" ssl_cert
    if [ -n "$2" ] || [ -n "$VALUE" ]; then reload_tls || return 1; fi
    [ -z "$back_last" ] || run_sql "$back_last"
}

set_variable() {
    set_statement "$1" "$2"
    run_sql "$VALUE"
}

# set_statement NAME TEXT: VALUE is what sets it
set_statement() {
    case $1:$2 in
        # '' is not the NULL that SHOW VARIABLES prints as nothing; for tls_version it is a value of its own.
        ssl_*: | tls_ciphersuites:) VALUE="SET GLOBAL $1 = DEFAULT" ;;
        require_secure_transport:*) VALUE="SET GLOBAL $1 = $2" ;;
        *) VALUE="SET GLOBAL $1 = $(quoted "$2")" ;;
    esac
}

RELOAD_MARIADB='FLUSH SSL'
RELOAD_MYSQL='ALTER INSTANCE RELOAD TLS'

reload_statement() { if [ "$KIND" = mariadb ]; then echo "$RELOAD_MARIADB"; else echo "$RELOAD_MYSQL"; fi; }

# One retry: another session's reload may have read the pair while it was switched.
reload_tls() {
    run_sql "$(reload_statement)" || run_sql "$(reload_statement)" || return 1
    reload_cluster
}

RETURN_OPEN=''              # our file of Galera's options, while it is what lets the server start

# return_to FOLDER: files, variables and server as FOLDER remembers them. RETURN_ERROR says what could not be done.
return_to() {
    RETURN_ERROR='' return_names='' return_up=''
    # A killed run may have left its starter at work.
    until_true "$START_LIMIT" starter_is_gone
    settle
    if ! running_pid && [ ! -e "$STATE/stopped" ] && [ ! -e "$1/start" ]; then
        # Somebody else stopped it: it stays so, and its files are as before for the next start.
        put_back_files "$1"
        return
    fi
    if running_pid && ! until_answers_or_gone; then
        RETURN_ERROR="the server runs and does not answer: $SQL_ERROR"
        return 1
    fi
    if [ -z "$return_up" ]; then
        # Down, or started again and again by systemd
        hold_service
    else
        return_names=$(differing "$1") || { RETURN_ERROR="the server's variables cannot be read"; return 1; }
        if needs_restart "$1" "$return_names" || cluster_differs "$1"; then
            stop_server || { RETURN_ERROR="the server could not be stopped: $SQL_ERROR"; return 1; }
        fi
    fi
    if ! running_pid && opens_first "$1"; then RETURN_OPEN=$CLUSTER_CONF; fi
    put_back_files "$1" || return 1
    if ! running_pid; then
        # Nobody else would start it again, and what ended it may have been no more than a moment's lack of memory.
        start_server true || { RETURN_ERROR="the server did not start with the previous files"; return 1; }
        return_names=$(differing "$1") || { RETURN_ERROR="the server's variables cannot be read"; return 1; }
    fi
    set_back_variables "$1" "$return_names" || { RETURN_ERROR="$(reload_statement): $SQL_ERROR"; return 1; }
    return_names=$(differing "$1")
    [ -z "$return_names" ] || { RETURN_ERROR="still not as before: $(printf '%s\n' "$return_names" | tr '\n' ' ')"; return 1; }
    return_open=$RETURN_OPEN RETURN_OPEN=''
    [ -z "$return_open" ] || put_back "$1" "$return_open" || { RETURN_ERROR="could not be restored: $return_open"; return 1; }
    ! cluster_differs "$1" || { RETURN_ERROR="Galera takes $(mode_words "$CLUSTER_RUNS") from other members, and before it took $(mode_words "$differs_before")"; return 1; }
}

# needs_restart FOLDER NAMES: to have these variables as FOLDER remembers them
needs_restart() {
    for needs_name in $2; do is_dynamic "$needs_name" || return 0; done
    runs_without_own_defaults "$1"
}

until_answers_or_gone() { until_true "$START_LIMIT" answers_or_gone; }

answers_or_gone() {
    if answers; then return_up=yes; else ! running_pid; fi
}

# roll_back: to before the activation under way; the journal goes last
roll_back() {
    if [ "$KIND" = proxysql ]; then
        roll_back_proxy
        return
    fi
    : >"$ROLLBACK/start"
    return_to "$ROLLBACK" || return 1
    recall "$ROLLBACK/server" served
    back_served=$VALUE
    # A certificate that the server made in memory at its start comes back as another one.
    if value_in "$ROLLBACK/variables" ssl_cert && [ -n "$VALUE" ]; then
        served_certificate
        [ "$VALUE" = "$back_served" ] || { RETURN_ERROR="the certificate served before was $back_served, now it is $VALUE"; return 1; }
    fi
    mv -T "$ROLLBACK" "$ROLLBACK.new" && rm -rf "$ROLLBACK.new"
}

# forget: the rename is the end of the claim; without it, the rest means nothing to the next run
forget() {
    [ ! -e "$STATE/claim" ] || mv -T -f "$STATE/claim" "$STATE/claim.new" 2>/dev/null
    for forget_path in "$STATE"/* "$STATE"/.[!.]*; do
        case $forget_path in "$LOCK" | "$LOCK.d") ;; *) set -- "$@" "$forget_path" ;; esac
    done
    remove_all "$@"
}

# remove_beside_others: successors of files of others, which a killed run did not come to rename
remove_beside_others() {
    beside_main=$(readlink -f /etc/mysql/my.cnf)
    beside_cluster=$(sed -n "s|^[0-9]* [a-z]* \(.*/$CLUSTER_FILE\)\$|\1|p" "$BEFORE/paths" 2>/dev/null)
    for beside_path in "$DEBIAN_CNF" "$APPARMOR_LOCAL" ${beside_main:+"$beside_main"} /etc/my.cnf ${beside_cluster:+"$beside_cluster"}; do
        beside "$beside_path"
        remove_all "$BESIDE"
    done
}

# mend: finishes what a killed run began, before anything else is done
mend() {
    [ -f "$STATE/claim" ] || forget
    remove_all "$STATE"/*.new "$STATE"/.*.new "$REQUESTS"/.*.new* "$GENERATIONS"/.*.new "$KEYS"/.*."$TOOL".new* "$CONF_FOLDER"/.*."$TOOL".new*
    recall "$STATE/installed" cluster-conf
    if [ -n "$VALUE" ]; then
        beside "$VALUE"
        remove_all "$BESIDE"
    fi
    # Files of others are written only while a journal says so.
    if [ -d "$ROLLBACK" ] || [ -e "$STATE/releasing" ]; then remove_beside_others; fi
    recall "$STATE/claim" server
    if [ "$VALUE" = proxysql ]; then mend_proxy "${1-}"; fi
    if [ -d "$ROLLBACK" ]; then
        use_claim
        tell "an earlier activation did not end: rolled back first"
        if ! roll_back; then
            [ "${1-}" = release ] || fail 1 "the earlier activation could not be rolled back: $RETURN_ERROR" "$(log_lines "$ROLLBACK")" "repair the server, then run this again"
        fi
    fi
    if [ ! -d "$ROLLBACK" ]; then
        finish_adoption || fail 1 "what the add-on left could not be removed" "free disk space, then run this again"
    fi
    if [ -d "$ENFORCING" ]; then
        use_claim
        tell "an earlier enforcement did not end: rolled back first"
        roll_back_enforcement || fail 1 "the earlier enforcement could not be rolled back: $RETURN_ERROR" "repair the server, then run this again"
    fi
    mend_replication
    if [ -e "$STATE/releasing" ] && [ "${1-}" != release ]; then
        tell "an earlier release did not end: continued first"
        use_claim
        undo_everything || fail 1 "the earlier release could not be ended: $RETURN_ERROR" "repair the server, then run this again"
    fi
}
