
# --- the database server -------------------------------------------------------------------------

# The client reads credentials from a pipe. TLS to ourselves is not verified: it is the unix socket, or for ProxySQL loopback.
client_options() {
    if [ -n "$ADMIN_USER" ]; then
        printf '[client]\nuser="%s"\npassword="%s"\n' "$(option_quoted "$ADMIN_USER")" "$(option_quoted "$ADMIN_PASSWORD")"
    else
        printf '[client]\nuser=root\n'
    fi
    if [ "$KIND" = proxysql ]; then
        printf 'protocol=tcp\nhost=127.0.0.1\nport=%s\nconnect-timeout=10\n' "$ADMIN_PORT"
    else
        printf 'protocol=socket\nsocket="%s"\nconnect-timeout=10\n' "$(option_quoted "$SOCKET")"
    fi
    case $CLIENT_FAMILY-$CLIENT_TLS in
        mariadb-off) printf 'skip-ssl\n' ;;
        mariadb-on) printf 'ssl\nssl-verify-server-cert=0\n' ;;
        mysql-off) printf 'ssl-mode=DISABLED\n' ;;
        mysql-on) printf 'ssl-mode=REQUIRED\n' ;;
    esac
}

option_quoted() { printf '%s\n' "$1" | sed 's/[\\"]/\\&/g'; }

# sql STATEMENT: rows, columns parted by tabs
sql() {
    client_options | limited "$SQL_LIMIT" "$CLIENT" --defaults-file=/dev/stdin --batch --skip-column-names --raw -e "$1"
}

# run_sql STATEMENT: for its effect; what the server says on failure is in SQL_ERROR
run_sql() {
    SQL_ERROR=$(sql "$1" 2>&1 >/dev/null) && return
    SQL_ERROR=$(printf '%s\n' "$SQL_ERROR" | without_statement)
    return 1
}

# MariaDB's client repeats the failed statement between two lines: nobody needs it, and it may hold what is secret.
without_statement() { sed '/^--------------$/,/^--------------$/d'; }

quoted() { printf "'%s'\n" "$(printf '%s\n' "$1" | sed "s/[\\\\']/\\\\&/g")"; }

answers() {
    CLIENT_TLS=off
    run_sql 'SELECT 1' && return 0
    # An account that REQUIREs SSL needs it over the unix socket, too.
    answers_error=$SQL_ERROR
    CLIENT_TLS=on
    run_sql 'SELECT 1' && return 0
    CLIENT_TLS=off
    SQL_ERROR=$answers_error
    return 1
}

# find_client: which client there is, and the socket that it and the server are configured for
find_client() {
    CLIENT_TLS=off
    CLIENT=$(command -v mariadb || command -v mysql) ||
        fail 2 "neither mariadb nor mysql, the command line client, is on this node; nothing was touched" "install the client package of the server"
    CLIENT_FAMILY=mysql
    case $("$CLIENT" --version 2>/dev/null) in *MariaDB*) CLIENT_FAMILY=mariadb ;; esac
    [ "$KIND" != proxysql ] || return 0
    SOCKET=$(server_options | awk -F '\t' '$1 == "socket" { found = $2 } END { print found }')
    for socket_path in "$SOCKET" /run/mysqld/mysqld.sock /var/lib/mysql/mysql.sock /tmp/mysql.sock; do
        if [ -S "$socket_path" ]; then SOCKET=$socket_path; break; fi
    done
    SOCKET=${SOCKET:-/run/mysqld/mysqld.sock}
}

use_recorded_admin() {
    ADMIN_USER=$(record_value "$STATE/admin" user)
    ADMIN_PASSWORD=$(record_value "$STATE/admin" password)
    ADMIN_PORT=$(record_value "$STATE/admin" port)
}

server_variable() { sql "SELECT @@global.$1"; }

# What a file of ours may set, or what shows TLS at work
TLS_VARIABLES="ssl_ca ssl_capath ssl_cert ssl_key ssl_cipher ssl_crl ssl_crlpath tls_version tls_ciphersuites require_secure_transport have_ssl tls_certificates_enforced_validation"

# variables_now: "name<tab>value" of the TLS variables and of all others that our file sets
variables_now() {
    variables_list=$(for variable_name in $TLS_VARIABLES "$@"; do printf ",'%s'" "$variable_name"; done)
    sql "SHOW GLOBAL VARIABLES WHERE Variable_name IN (${variables_list#,})"
}

# value_in FILE NAME; false when it is not there
value_in() { awk -F '\t' -v name="$2" '$1 == name { value = $2; found = 1 } END { if (found) print value; exit !found }' "$1"; }

is_dynamic() {
    case $KIND:$1 in
        *:require_secure_transport) ;;
        mariadb:*) return 1 ;;
        *:ssl_ca | *:ssl_capath | *:ssl_cert | *:ssl_key | *:ssl_cipher | *:ssl_crl | *:ssl_crlpath | *:tls_version | *:tls_ciphersuites) ;;
        *) return 1 ;;
    esac
}

same_value() { [ "$(plain_value "$1")" = "$(plain_value "$2")" ]; }

plain_value() {
    case $1 in
        TLSv*) printf '%s\n' "$1" | tr -d ' ' | tr ',' '\n' | sort | tr '\n' ',' ;;
        [Oo][Nn] | 1 | [Tt][Rr][Uu][Ee] | [Yy][Ee][Ss]) echo on ;;
        [Oo][Ff][Ff] | 0 | [Ff][Aa][Ll][Ss][Ee] | [Nn][Oo]) echo off ;;
        NULL) echo ;;
        *) printf '%s\n' "$1" ;;
    esac
}

# server_kind: mariadb | mysql | percona, by what the server itself says
server_kind() {
    case $(sql "SELECT CONCAT(@@version, ' ', @@version_comment)") in
        *[Mm]aria[Dd][Bb]*) echo mariadb ;;
        *[Pp]ercona*) echo percona ;;
        *) echo mysql ;;
    esac
}

server_name() {
    case $KIND in mariadb) echo MariaDB ;; percona) echo Percona Server ;; proxysql) echo ProxySQL ;; *) echo MySQL ;; esac
}

server_pid() {
    pid_file=$(server_variable pid_file)
    case $pid_file in /*) ;; *) pid_file=$(server_variable datadir)/$pid_file ;; esac
    cat "$pid_file" 2>/dev/null
}

alive() {
    [ -n "$1" ] && [ -r "/proc/$1/stat" ] && [ "$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null)" != Z ]
}

gone() { ! alive "$1"; }

# running_pid: the server's process, also while it starts and has neither a pid file nor an answer
running_pid() {
    for running_file in "$(record_value "$STATE/claim" pid-file)" /run/mysqld/mysqld.pid; do
        [ -f "$running_file" ] || continue
        running=$(cat "$running_file")
        is_server "$running" && printf '%s\n' "$running" && return 0
    done
    running_datadir=$(record_value "$STATE/claim" datadir)
    [ -n "$running_datadir" ] || return 1
    for running in /proc/[0-9]*; do
        is_server "${running#/proc/}" && [ "$(readlink "$running/cwd")" = "$running_datadir" ] && printf '%s\n' "${running#/proc/}" && return 0
    done
    return 1
}

is_server() {
    case $(cat "/proc/$1/comm" 2>/dev/null) in mariadbd | mysqld) alive "$1" ;; *) return 1 ;; esac
}

# find_service: the name that systemd or the init scripts know the server by
find_service() {
    service_names='mariadb mysql mysqld'
    [ "$KIND" != proxysql ] || service_names=proxysql
    for service_name in $service_names; do
        if systemd_runs; then
            systemctl cat "$service_name.service" >/dev/null 2>&1 || continue
        else
            [ -x "/etc/init.d/$service_name" ] || continue
        fi
        printf '%s\n' "$service_name"
        return 0
    done
    return 1
}

systemd_runs() { [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; }

# start_command: as a person would type it
start_command() {
    start_service=$(find_service) || return 1
    if systemd_runs; then
        echo "systemctl start $start_service"
    elif command -v service >/dev/null 2>&1; then
        echo "service $start_service start"
    else
        echo "/etc/init.d/$start_service start"
    fi
}

# stop_server: by SQL, because the init script's stop logs in and may distrust a certificate that is about to change.
# The mark says that it is us who owe a start.
stop_server() {
    stop_pid=$(server_pid)
    { : >"$STATE/stopped" && flush "$STATE/stopped"; } || return 1
    run_sql SHUTDOWN || {
        rm -f "$STATE/stopped"
        return 1
    }
    until_true "$STOP_LIMIT" gone "$stop_pid" || {
        SQL_ERROR="it was told to shut down and did not within $STOP_LIMIT seconds"
        return 1
    }
}

# start_server: until a query is answered; false as soon as the server is known to have given up
start_server() {
    start_line=$(start_command) || return 1
    start_log=$(record_value "$BEFORE/server" log)
    start_log_size=$(size_of "$start_log")
    # Not a pipe: the daemon would keep it open, and with it the SSH session.
    # shellcheck disable=SC2086 # a command and its arguments
    sh -c 'echo $$ >"$1"; shift; exec "$@"' starter "$STATE/starter" $start_line >"$STATE/start.log" 2>&1 </dev/null &
    starter=$!
    start_end=$(($(now) + START_LIMIT))
    until answers; do
        [ "$(now)" -lt "$start_end" ] || return 1
        if ! running_pid >/dev/null; then
            # The init script would go on looking for a server for half a minute.
            ! lines_from "$start_log" "$start_log_size" | grep 'Aborting' >/dev/null || return 1
            if gone "$starter" && ! wait "$starter"; then return 1; fi
            if gone "$starter" && [ "$(now)" -ge "$((start_end - START_LIMIT + START_GRACE))" ]; then return 1; fi
        fi
        pause
    done
    until_true "$STARTER_LIMIT" gone "$starter"
    rm -f "$STATE/stopped" "$STATE/start.log" "$STATE/starter"
}

# Its number may be another process's by now: only a shell or systemctl counts.
starter_is_gone() {
    starter_pid=$(cat "$STATE/starter" 2>/dev/null) || return 0
    gone "$starter_pid" || ! tr '\0' ' ' <"/proc/$starter_pid/cmdline" 2>/dev/null | grep -E '(service|init\.d|systemctl).* start ' >/dev/null
}

size_of() { wc -c 2>/dev/null <"$1" || echo 0; }

lines_from() { tail -c "+$(($2 + 1))" "$1" 2>/dev/null; }

# log_lines FOLDER: what the server complained of since the journal in FOLDER began
log_lines() {
    log_file=$(record_value "$1/server" log)
    if [ -f "$log_file" ]; then
        log_text=$(lines_from "$log_file" "$(record_value "$1/server" log-size)")
    else
        log_text=$(journalctl -q -n 40 --no-pager -u "$(find_service)" 2>/dev/null)
    fi
    if printf '%s\n' "$log_text" | grep 'ERROR' >/dev/null; then
        log_text=$(printf '%s\n' "$log_text" | grep 'ERROR')
    fi
    printf '%s\n' "$log_text" | tail -n 10
}

log_path() {
    log_now=$(server_variable log_error)
    case $log_now in
        /* | '' | stderr) printf '%s\n' "$log_now" ;;
        *) printf '%s/%s\n' "$(server_variable datadir)" "$log_now" ;;
    esac
}
