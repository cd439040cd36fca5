
# --- the database server -------------------------------------------------------------------------

# client_options: CLIENT_OPTIONS, for the client to read from a pipe, as there may be a password.
# TLS to ourselves is not verified: it is the unix socket, or for ProxySQL loopback.
client_options() {
    option_quoted "${ADMIN_USER:-root}"
    CLIENT_OPTIONS="[client]${NEWLINE}user=\"$VALUE\"${NEWLINE}connect-timeout=10$NEWLINE"
    if [ -n "$ADMIN_USER" ]; then
        option_quoted "$ADMIN_PASSWORD"
        CLIENT_OPTIONS="${CLIENT_OPTIONS}password=\"$VALUE\"$NEWLINE"
    fi
    if [ "$KIND" = proxysql ]; then
        CLIENT_OPTIONS="${CLIENT_OPTIONS}protocol=tcp${NEWLINE}host=127.0.0.1${NEWLINE}port=$ADMIN_PORT$NEWLINE"
    else
        option_quoted "$SOCKET"
        CLIENT_OPTIONS="${CLIENT_OPTIONS}protocol=socket${NEWLINE}socket=\"$VALUE\"$NEWLINE"
    fi
    case $CLIENT_FAMILY-$CLIENT_TLS in
        mariadb-off) CLIENT_OPTIONS="${CLIENT_OPTIONS}skip-ssl" ;;
        mariadb-on) CLIENT_OPTIONS="${CLIENT_OPTIONS}ssl${NEWLINE}ssl-verify-server-cert=0" ;;
        mysql-off) CLIENT_OPTIONS="${CLIENT_OPTIONS}ssl-mode=DISABLED" ;;
        mysql-on) CLIENT_OPTIONS="${CLIENT_OPTIONS}ssl-mode=REQUIRED" ;;
    esac
}

# option_quoted TEXT: VALUE, as within quotes in an option file
option_quoted() {
    VALUE=$1
    case $1 in *[\\\"]*) VALUE=$(printf '%s\n' "$1" | sed 's/[\\"]/\\&/g') ;; esac
}

# sql STATEMENTS: rows, columns parted by tabs
sql() { run_client --batch --skip-column-names --raw -e "$1"; }

# sql_by_name STATEMENT: a line "name: value" for each column
sql_by_name() { run_client --vertical -e "$1"; }

run_client() {
    client_options
    printf '%s\n' "$CLIENT_OPTIONS" | (exec_limited "$SQL_LIMIT" "$CLIENT" --defaults-file=/dev/stdin "$@")
}

# run_sql STATEMENT: for its effect; what the server says on failure is in SQL_ERROR
run_sql() {
    SQL_ERROR=$(sql "$1" 2>&1 >/dev/null) && return
    SQL_ERROR=$(printf '%s\n' "$SQL_ERROR" | without_statement)
    return 1
}

# MariaDB's client repeats the failed statement between two lines: nobody needs it, and it may hold what is secret.
without_statement() { sed '/^--------------$/,/^--------------$/d'; }

quoted() { case $1 in *[\\\']*) printf '%s\n' "$1" | sed "s/[\\\\']/\\\\&/g; s/.*/'&'/" ;; *) printf "'%s'\n" "$1" ;; esac; }

# answers: whether the server lets the administrator in. If so, it has told what a run needs to know of it.
answers() {
    CLIENT_TLS=off
    ask_server && return 0
    # Nobody listens: with TLS neither.
    case $SQL_ERROR in *'ERROR 2002 '*) return 1 ;; esac
    # An account that REQUIREs SSL needs it over the unix socket, too.
    answers_error=$SQL_ERROR
    CLIENT_TLS=on
    ask_server && return 0
    CLIENT_TLS=off
    SQL_ERROR=$answers_error
    return 1
}

SERVER_VERSION='' SERVER_COMMENT='' SERVER_DATADIR='' SERVER_PID_FILE='' SERVER_PORT='' SERVER_LOG='' SERVER_READ_ONLY='' SERVER_PERFORMANCE_SCHEMA='' SERVER_WSREP=''
SERVER_TLS=''               # lines of variables_now, without more names, as the last answer had them
SERVER_STREAMS=''           # how many streams MariaDB applies; empty for a server that does not count them

# ask_server: SERVER_VERSION and so on, by one client start instead of one for each variable
ask_server() {
    if [ "$KIND" = proxysql ]; then
        run_sql 'SELECT 1'
        return
    fi
    variables_query version version_comment datadir pid_file port log_error read_only performance_schema wsrep_on
    ask_rows=$(sql "$VALUE; SHOW GLOBAL STATUS WHERE Variable_name = 'Slaves_running'" 2>&1) || {
        SQL_ERROR=$(printf '%s\n' "$ask_rows" | without_statement)
        return 1
    }
    SERVER_TLS='' SERVER_STREAMS=''
    for_lines take_server_fact "$ask_rows"
    case $SERVER_PID_FILE in /*) ;; *) SERVER_PID_FILE=$SERVER_DATADIR/$SERVER_PID_FILE ;; esac
    case $SERVER_LOG in /* | '' | stderr) ;; *) SERVER_LOG=$SERVER_DATADIR/$SERVER_LOG ;; esac
}

take_server_fact() {
    fact_value=${1#*	}
    case $1 in
        'version	'*) SERVER_VERSION=$fact_value ;;
        'version_comment	'*) SERVER_COMMENT=$fact_value ;;
        'datadir	'*) SERVER_DATADIR=$fact_value ;;
        'pid_file	'*) SERVER_PID_FILE=$fact_value ;;
        'port	'*) SERVER_PORT=$fact_value ;;
        'log_error	'*) SERVER_LOG=$fact_value ;;
        'read_only	'*) SERVER_READ_ONLY=$fact_value ;;
        'performance_schema	'*) SERVER_PERFORMANCE_SCHEMA=$fact_value ;;
        'wsrep_on	'*) SERVER_WSREP=$fact_value ;;
        'Slaves_running	'*) SERVER_STREAMS=$fact_value ;;
        *) SERVER_TLS=$SERVER_TLS$1$NEWLINE ;;
    esac
}

# find_client: which client there is, and the socket that it and the server are configured for
find_client() {
    CLIENT_TLS=off ANSWERED=
    CLIENT=$(command -v mariadb || command -v mysql) ||
        fail 2 "neither mariadb nor mysql, the command line client, is on this node; nothing was touched" "install the client package of the server"
    ask_client
    [ "$KIND" != proxysql ] || return 0
    find_main_files
    find_option_files
    SOCKET=
    for_lines take_socket "$(server_options)"
    for socket_path in "$SOCKET" /run/mysqld/mysqld.sock /var/lib/mysql/mysql.sock /tmp/mysql.sock; do
        if [ -S "$socket_path" ]; then SOCKET=$socket_path; break; fi
    done
    SOCKET=${SOCKET:-/run/mysqld/mysqld.sock}
}

take_socket() {
    case $1 in 'socket	'*)
        SOCKET=${1#*	}
        SOCKET=${SOCKET%	*} ;;
    esac
}

use_recorded_admin() {
    recall "$STATE/admin" user
    ADMIN_USER=$VALUE
    recall "$STATE/admin" password
    ADMIN_PASSWORD=$VALUE
    recall "$STATE/admin" port
    ADMIN_PORT=$VALUE
}

server_variable() { sql "SELECT @@global.$1"; }

# What a file of ours may set, or what shows TLS at work
TLS_VARIABLES="ssl_ca ssl_capath ssl_cert ssl_key ssl_cipher ssl_crl ssl_crlpath tls_version tls_ciphersuites require_secure_transport have_ssl tls_certificates_enforced_validation"

# variables_query NAME...: for "name<tab>value" of the TLS variables and of these
variables_query() {
    VALUE=
    for variable_name in $TLS_VARIABLES "$@"; do VALUE="$VALUE,'$variable_name'"; done
    VALUE="SHOW GLOBAL VARIABLES WHERE Variable_name IN (${VALUE#,})"
}

variables_now() {
    variables_query "$@"
    sql "$VALUE"
}

# told_variables NAME...: VALUE is what variables_now would print, if the last answer had all of these
told_variables() {
    for told_name in "$@"; do
        case " $TLS_VARIABLES " in *" $told_name "*) ;; *) return 1 ;; esac
    done
    VALUE=$SERVER_TLS
}

# value_in FILE NAME: VALUE is the last one in a file of "name<tab>value" lines; false when it is not there
value_in() {
    VALUE='' value_found=1
    while IFS='	' read -r value_name value_text; do
        if [ "$value_name" = "$2" ]; then VALUE=$value_text value_found=0; fi
    done <"$1"
    return "$value_found"
}

# value_among TEXT NAME: VALUE, the same in a text of such lines; empty when it is not there
value_among() {
    VALUE=$NEWLINE$1
    case $VALUE in
        *"$NEWLINE$2	"*) VALUE=${VALUE##*"$NEWLINE$2	"} VALUE=${VALUE%%"$NEWLINE"*} ;;
        *) VALUE= ;;
    esac
}

is_dynamic() {
    case $KIND:$1 in
        *:require_secure_transport) ;;
        mariadb:*) return 1 ;;
        *:ssl_ca | *:ssl_capath | *:ssl_cert | *:ssl_key | *:ssl_cipher | *:ssl_crl | *:ssl_crlpath | *:tls_version | *:tls_ciphersuites) ;;
        *) return 1 ;;
    esac
}

same_value() {
    if [ "$1" = "$2" ]; then return 0; fi
    plain_value "$1"
    same_left=$VALUE
    plain_value "$2"
    [ "$same_left" = "$VALUE" ]
}

plain_value() {
    VALUE=$1
    case $1 in
        TLSv*) VALUE=$(printf '%s\n' "$1" | tr -d ' ' | tr ',' '\n' | sort | tr '\n' ',') ;;
        [Oo][Nn] | 1 | [Tt][Rr][Uu][Ee] | [Yy][Ee][Ss]) VALUE=on ;;
        [Oo][Ff][Ff] | 0 | [Ff][Aa][Ll][Ss][Ee] | [Nn][Oo]) VALUE=off ;;
        NULL) VALUE= ;;
    esac
}

# server_kind: VALUE is mariadb, mysql or percona, by what the server itself said
server_kind() {
    case "$SERVER_VERSION $SERVER_COMMENT" in
        *[Mm]aria[Dd][Bb]*) VALUE=mariadb ;;
        *[Pp]ercona*) VALUE=percona ;;
        *) VALUE=mysql ;;
    esac
}

server_name() {
    case $KIND in mariadb) echo MariaDB ;; percona) echo Percona Server ;; proxysql) echo ProxySQL ;; *) echo MySQL ;; esac
}

# first_line FILE: VALUE; false when there is none
first_line() {
    VALUE=
    [ -r "$1" ] || return 1
    { IFS= read -r VALUE <"$1"; } 2>/dev/null
    [ -n "$VALUE" ]
}

# server_pid: VALUE is what the server's file says
server_pid() { first_line "$SERVER_PID_FILE"; }

alive() {
    [ -n "$1" ] && first_line "/proc/$1/stat" || return 1
    # The state follows the name, which may hold blanks and parentheses.
    VALUE=${VALUE##*) }
    [ "${VALUE%% *}" != Z ]
}

gone() { ! alive "$1"; }

# running_pid: VALUE is the server's process, also while it starts and has neither a pid file nor an answer
running_pid() {
    recall "$STATE/claim" pid-file
    for running_file in "$SERVER_PID_FILE" "$VALUE" /run/mysqld/mysqld.pid; do
        first_line "$running_file" || continue
        running=$VALUE
        is_server "$running" || continue
        VALUE=$running
        return 0
    done
    recall "$STATE/claim" datadir
    running_datadir=$VALUE
    [ -n "$running_datadir" ] || return 1
    for running in /proc/[0-9]*; do
        # shellcheck disable=SC3013 # not POSIX, and in every shell that this tool runs in
        if is_server "${running#/proc/}" && [ "$running/cwd" -ef "$running_datadir" ]; then
            VALUE=${running#/proc/}
            return 0
        fi
    done
    VALUE=
    return 1
}

# settle: a server that crashed is started by mysqld_safe, if one runs. One more start in that moment would take the new server's
# pid file away.
settle() { until_true "$SETTLE_LIMIT" is_settled || :; }

is_settled() { running_pid || ! a_safe_has_no_server; }

# a_safe_has_no_server: a mysqld_safe runs, and none of its children is a server that has come as far as its data folder
a_safe_has_no_server() {
    safes='' safes_with_server=' '
    for safe_process in /proc/[0-9]*; do
        first_line "$safe_process/comm" || continue
        case $VALUE in
            mysqld_safe | mariadbd-safe) safes="$safes ${safe_process#/proc/}" ;;
            mysqld | mariadbd)
                first_line "$safe_process/stat" || continue
                # shellcheck disable=SC2086 # what follows the name, in words: the state, then the parent
                set -- ${VALUE##*) }
                # shellcheck disable=SC3013 # not POSIX, and in every shell that this tool runs in
                [ "$1" = Z ] || [ "$safe_process/cwd" -ef "/proc/$2/cwd" ] || safes_with_server="$safes_with_server$2 " ;;
        esac
    done
    for safe_process in $safes; do
        case $safes_with_server in *" $safe_process "*) ;; *) return 0 ;; esac
    done
    return 1
}

is_server() {
    first_line "/proc/$1/comm" || return 1
    case $VALUE in mariadbd | mysqld) alive "$1" ;; *) return 1 ;; esac
}

# find_service: the name that systemd or the init scripts know the server by
find_service() {
    service_names='mariadb mysql mysqld'
    [ "$KIND" != proxysql ] || service_names=proxysql
    for service_name in $service_names; do
        if systemd_runs; then
            unit_id "$service_name" || continue
            service_name=$VALUE
        else
            [ -x "/etc/init.d/$service_name" ] || continue
        fi
        printf '%s\n' "$service_name"
        return 0
    done
    return 1
}

# unit_id NAME: VALUE is the service's own name, where NAME may be an alias: the journal knows no aliases. False when systemd has no such service.
unit_id() {
    VALUE=$(systemctl show -p Id -p LoadState "${1%.service}.service" 2>/dev/null)
    case $VALUE in *LoadState=loaded*) ;; *) return 1 ;; esac
    VALUE=${VALUE#*Id=}
    VALUE=${VALUE%%.service*}
}

systemd_runs() { [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; }

# start_command: as a person would type it
start_command() {
    if first_line "$STATE/start-command"; then
        printf '%s\n' "$VALUE"
        return
    fi
    start_service=$(find_service) || return 1
    if systemd_runs; then
        echo "systemctl start $start_service"
    elif command -v service >/dev/null 2>&1; then
        echo "service $start_service start"
    else
        echo "/etc/init.d/$start_service start"
    fi
}

# started_unit: VALUE is the service of systemd that the start command starts; false when systemd has nothing to do with it
started_unit() {
    systemd_runs && VALUE=$(start_command) || return 1
    case $VALUE in
        *[!A-Za-z0-9@:._\\/\ -]*) return 1 ;;
        'systemctl '*' '* | */'systemctl '*' '*) unit_id "${VALUE##* }" ;;
        'service '*' start' | */'service '*' start') VALUE=${VALUE% start} && unit_id "${VALUE##* }" ;;
        *) return 1 ;;
    esac
}

# other_unit: VALUE is the unit that the server runs in, and START_UNIT what would be started instead, where nobody said how to start it
other_unit() {
    ! first_line "$STATE/start-command" && started_unit || return 1
    START_UNIT=$VALUE.service
    server_pid || return 1
    other_found=
    while IFS= read -r other_line; do
        case $other_line in
            */"$START_UNIT" | */"$START_UNIT"/*) return 1 ;;
            *.service | *.scope) other_found=${other_line##*/} ;;
        esac
    done 2>/dev/null <"/proc/$VALUE/cgroup"
    VALUE=$other_found
    [ -n "$VALUE" ]
}

# hold_service: systemd leaves the server alone until it is told to start it. By itself it starts one that failed, with Restart=always
# also one that was shut down, with the files that are there at that moment; and after some starts it refuses the next one, also ours.
# Services that require this one are not stopped with it: nobody would start them again.
hold_service() {
    started_unit || return 0
    # A server that is told to end while it starts may take the signal before it waits for any, and hang (MariaDB 11.8).
    until_true "$START_LIMIT" is_at_rest "$VALUE"
    {
        limited "$STOP_LIMIT" systemctl stop --job-mode=ignore-dependencies "$VALUE"
        systemctl reset-failed "$VALUE"
    } >/dev/null 2>&1 || :
}

# is_at_rest UNIT: on its way neither up nor down
is_at_rest() {
    rest_state=$(systemctl show -p ActiveState -p SubState "$1" 2>/dev/null)
    case $rest_state in
        *=activating* | *=deactivating*) printf '%s\n' "$rest_state" | grep -x 'SubState=auto-restart' >/dev/null ;;
    esac
}

REPLICATES='its replication ran'

# stop_server: by SQL, because the init script's stop logs in and may distrust a certificate that is about to change.
# The mark says that it is us who owe a start, also to its replication.
stop_server() {
    if is_last_member; then
        SQL_ERROR=$LAST_MEMBER
        return 1
    fi
    if other_unit; then
        SQL_ERROR="systemd runs it in $VALUE, and $START_UNIT would be started"
        return 1
    fi
    stop_mark=
    # Mostly it applies none, and needs not be asked how they are.
    [ "$SERVER_STREAMS" = 0 ] || ! streams_run || [ -z "$STREAMS" ] || stop_mark=$REPLICATES
    # Its pid file may be missing.
    running_pid || {
        SQL_ERROR="its process was not found"
        return 1
    }
    stop_pid=$VALUE
    { printf '%s\n' "$stop_mark" >"$STATE/stopped" && flush "$STATE/stopped"; } || return 1
    run_sql SHUTDOWN || {
        rm -f "$STATE/stopped"
        return 1
    }
    until_true "$STOP_LIMIT" gone "$stop_pid" || {
        SQL_ERROR="it was told to shut down and did not within $STOP_LIMIT seconds"
        return 1
    }
    hold_service
}

# start_server WORTH: one that gave up is started once more if the command WORTH says so
start_server() { start_once || { settle && ! running_pid && "$1" && start_once; }; }

# start_once: until a query is answered; false as soon as the server is known to have given up
start_once() {
    start_line=$(start_command) || return 1
    recall "$BEFORE/server" log
    start_log=$VALUE
    start_log_size=$(size_of "$start_log")
    # Not a pipe: the daemon would keep it open, and with it the SSH session.
    # shellcheck disable=SC2016 # for the other shell
    sh -c 'echo $$ >"$1"; exec sh -c "$2"' starter "$STATE/starter" "$start_line" >"$STATE/start.log" 2>&1 </dev/null &
    starter=$!
    read_clock
    start_begin=$CLOCK start_looked=$CLOCK
    # Without its socket it cannot answer, and need not be asked.
    until [ -S "$SOCKET" ] && answers; do
        read_clock
        [ "$((CLOCK - start_begin))" -lt "$START_LIMIT" ] || return 1
        # Once a second: a look costs two programs.
        if [ "$CLOCK" != "$start_looked" ] && ! running_pid; then
            start_looked=$CLOCK
            # The init script would go on looking for a server for half a minute.
            ! lines_from "$start_log" "$start_log_size" | grep 'Aborting' >/dev/null || return 1
            if gone "$starter" && ! wait "$starter"; then return 1; fi
            if gone "$starter" && [ "$((CLOCK - start_begin))" -ge "$START_GRACE" ]; then return 1; fi
        fi
        pause
    done
    until_true "$STARTER_LIMIT" gone "$starter"
    ! first_line "$STATE/stopped" || [ "$VALUE" != "$REPLICATES" ] || resume_streams
    rm -f "$STATE/stopped" "$STATE/start.log" "$STATE/starter"
}

# Its number may be another process's by now: only what starts a server counts.
starter_is_gone() {
    starter_pid=$(cat "$STATE/starter" 2>/dev/null) || return 0
    ! gone "$starter_pid" || return 0
    starter_words=$(tr '\0' ' ' <"/proc/$starter_pid/cmdline" 2>/dev/null)
    case $starter_words in
        *service*' start '* | *init.d*' start '* | *systemctl*' start '*) return 1 ;;
        *"$(start_command) "*) return 1 ;;
    esac
}

size_of() { wc -c 2>/dev/null <"$1" || echo 0; }

lines_from() { tail -c "+$(($2 + 1))" "$1" 2>/dev/null; }

# server_log LOG SIZE FILE: what came after SIZE bytes of the server's log, or, where it writes none, to systemd's journal since FILE was written
server_log() { if [ -f "$1" ]; then lines_from "$1" "$2"; else journal_lines "$3"; fi; }

# journal_lines FILE: what systemd's journal has of the server since FILE was written
journal_lines() {
    started_unit || return 0
    journalctl --sync 2>/dev/null
    journalctl -q -o cat --no-pager -n 40 --since "@$(stat -c %Y "$1")" -u "$VALUE" 2>/dev/null
}

# log_lines FOLDER: what the server complained of since the journal in FOLDER began
log_lines() {
    recall "$1/server" log
    log_file=$VALUE
    recall "$1/server" log-size
    log_text=$(server_log "$log_file" "$VALUE" "$1/server")
    if printf '%s\n' "$log_text" | grep 'ERROR' >/dev/null; then
        log_text=$(printf '%s\n' "$log_text" | grep 'ERROR')
    fi
    printf '%s\n' "$log_text" | tail -n 10
}
