
# --- ProxySQL: its process, its admin interface, its three layers ---------------------------------
#
# main, in memory, is what an administrator edits; LOAD copies whole tables of it to runtime, what ProxySQL works with;
# disk is what it starts from. Before a LOAD, main is compared with runtime, so that nobody's unfinished edit is pushed.
# SAVE would copy whole tables of main to disk: instead, the rows that are ours are changed on disk one by one.

PROXY_CA=proxysql-ca.pem
PROXY_CERT=proxysql-cert.pem
PROXY_KEY=proxysql-key.pem
BACKEND_CAS=$KEYS/backends          # a file per backend: the CA that it is verified by
BACKEND_BUNDLE=$BACKEND_CAS/all.crt # for a ProxySQL that knows one CA file for all backends

# What LOAD MYSQL SERVERS carries, with each table's key. Which of them this ProxySQL has, it is asked.
PROXY_SERVER_TABLES="mysql_servers:hostgroup_id,hostname,port mysql_servers_ssl_params:hostname,port,username
    mysql_hostgroup_attributes:hostgroup_id mysql_replication_hostgroups:writer_hostgroup
    mysql_group_replication_hostgroups:writer_hostgroup mysql_galera_hostgroups:writer_hostgroup
    mysql_aws_aurora_hostgroups:writer_hostgroup"
SERVER_COLUMNS="hostgroup_id, hostname, port, gtid_port, status, weight, compression, max_connections, max_replication_lag, use_ssl, max_latency_ms, comment"

# admin_rows QUERY: rows, columns parted by tabs; a tab, line end or backslash within a value is escaped
admin_rows() {
    client_options
    printf '%s\n' "$CLIENT_OPTIONS" | (exec_limited "$SQL_LIMIT" "$CLIENT" --defaults-file=/dev/stdin --batch --skip-column-names -e "$1")
}

admin_value() { sql "$1" 2>/dev/null; }

runtime_variable() { admin_value "SELECT variable_value FROM runtime_global_variables WHERE variable_name = $(sql_text "$1")"; }

# run_script FILE: its statements, one a line; it ends at the first that fails
run_script() {
    [ -s "$1" ] || return 0
    client_options
    SQL_ERROR=$(printf '%s\n' "$CLIENT_OPTIONS" | (exec_limited "$SQL_LIMIT" "$CLIENT" --defaults-file=/dev/fd/3 --batch) 3<&0 <"$1" 2>&1 >/dev/null)
}

# SQLite knows no escape but the doubled quote.
sql_text() { case $1 in *\'*) printf '%s\n' "$1" | sed "s/'/''/g; s/.*/'&'/" ;; *) printf "'%s'\n" "$1" ;; esac; }

# proxy_has_table TABLE: asked once, as there are many to ask for
PROXY_TABLES=
proxy_has_table() {
    [ -n "$PROXY_TABLES" ] || list_proxy_tables
    case $PROXY_TABLES in *" $1 "*) ;; *) return 1 ;; esac
}

list_proxy_tables() { PROXY_TABLES=" $(sql 'SHOW TABLES' 2>/dev/null | tr '\n' ' ')"; }

# layer_table LAYER TABLE
layer_table() { if [ "$1" = runtime ]; then echo "runtime_$2"; else echo "$1.$2"; fi; }

# ask_proxy: by one client start PROXY_VERSION, PROXY_HAVE_SSL, PROXY_TABLES, and PROXY_DATABASE: the file that the running
# ProxySQL has open; neither its arguments nor its file decide that alone. All are empty for a server of another kind.
ask_proxy() {
    PROXY_VERSION='' PROXY_HAVE_SSL='' PROXY_DATABASE='' PROXY_TABLES=' '
    for_lines take_proxy_fact "$(admin_value "SELECT variable_name, variable_value FROM runtime_global_variables WHERE variable_name IN ('admin-version', 'mysql-have_ssl'); SHOW DATABASES; SHOW TABLES")"
}

take_proxy_fact() {
    case $1 in
        'admin-version	'*) PROXY_VERSION=${1#*	} ;;
        'mysql-have_ssl	'*) PROXY_HAVE_SSL=${1#*	} ;;
        *'	disk	'*) PROXY_DATABASE=${1#*	disk	} ;;
        *'	'*) ;;
        *) PROXY_TABLES="$PROXY_TABLES$1 " ;;
    esac
}

# proxy_pid DATADIR: the process that has this database open
proxy_pid() {
    # shellcheck disable=SC2012 # links of open files, not names of files
    ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v file="$1/proxysql.db" '
        /^\/proc\/[0-9]+\/fd:$/ { split($0, part, "/"); next }
        { at = index($0, " -> ") }
        at && substr($0, at + 4) == file { found = 1; print part[3]; exit }
        END { exit !found }'
}

# find_frontend: FRONTEND is "-connect HOST:PORT" or "-unix PATH", the first that clients connect to; false when there is none.
# Asked once, as only a restart changes it.
FRONTEND=
find_frontend() {
    [ -n "$FRONTEND" ] || FRONTEND=$(frontend_address)
    [ -n "$FRONTEND" ]
}

frontend_address() {
    runtime_variable mysql-interfaces | tr ';' '\n' | awk '
        { gsub(/[ \t]/, "") }
        /^\// && path == "" { path = $0 }
        /:[0-9]+$/ && host == "" {
            port = $0; sub(/.*:/, "", port); host = substr($0, 1, length($0) - length(port) - 1)
            if (host == "0.0.0.0" || host == "*" || host == "") host = "127.0.0.1"
            if (host == "[::]" || host == "::") host = "[::1]"
        }
        END {
            if (host != "") print "-connect " host ":" port
            else if (path != "") print "-unix " path
            else exit 1
        }'
}

# need_proxy: the admin interface answers, and it is ProxySQL's
need_proxy() {
    if ! answers; then
        case $SQL_ERROR in
            *"can't connect"* | *"Can't connect"* | *"Lost connection"* | *2002* | *2003* | *2013*)
                fail 1 "nothing answers on the admin port 127.0.0.1:$ADMIN_PORT; nothing was touched" "$(client_error)" \
                    "start ProxySQL: $(start_command || echo 'with the command that this node uses'), or give proxysql.adminPort" ;;
            *cannot\ be\ loaded* | *plugin*)
                fail 2 "the client $CLIENT cannot log in to ProxySQL's admin interface; nothing was touched" "$(client_error)" \
                    "install MariaDB's client: apt-get install mariadb-client" ;;
            *ProxySQL*Access\ denied* | *1045*ProxySQL*)
                fail 1 "ProxySQL refuses the login of $ADMIN_USER on 127.0.0.1:$ADMIN_PORT; nothing was touched" "$(client_error)" \
                    "give proxysql.adminUser and proxysql.adminPassword as in its variable admin-admin_credentials" ;;
            *)
                fail 1 "the server on 127.0.0.1:$ADMIN_PORT refuses $ADMIN_USER, and does not look like ProxySQL; nothing was touched" "$(client_error)" \
                    "give proxysql.adminPort, and proxysql.adminPassword" ;;
        esac
    fi
    ask_proxy
    [ -n "$PROXY_VERSION" ] ||
        fail 2 "the server on 127.0.0.1:$ADMIN_PORT is no ProxySQL; nothing was touched" "give proxysql.adminPort, the port of its admin interface"
    [ -n "$PROXY_HAVE_SSL" ] ||
        fail 2 "this ProxySQL ($PROXY_VERSION) has no mysql-have_ssl; nothing was touched" "install ProxySQL 2.6 or later"
    case $PROXY_DATABASE in /*/proxysql.db) DATADIR=$(readlink -f "${PROXY_DATABASE%/*}") ;; *) DATADIR= ;; esac
    [ -n "$DATADIR" ] ||
        fail 2 "ProxySQL does not say by an absolute path where its database is (SHOW DATABASES); nothing was touched" "start it with an absolute datadir"
    recall "$STATE/claim" datadir
    need_datadir=$VALUE
    [ "${need_datadir:-$DATADIR}" = "$DATADIR" ] ||
        fail 2 "ProxySQL's datadir is $DATADIR, and was $need_datadir when this node was claimed; nothing was touched" "start it with the datadir of before, or pulumi up --replace its claim"
    proxy_pid "$DATADIR" >/dev/null ||
        fail 2 "no process of this node has $DATADIR/proxysql.db open; nothing was touched" "give proxysql.adminPort of the ProxySQL that runs on this node"
}

# The client prints the statement before the error.
client_error() { printf '%s\n' "$SQL_ERROR" | grep '^ERROR' || printf '%s\n' "$SQL_ERROR" | tail -n 1; }

# managed_hostgroups: a query for those between which ProxySQL's monitor moves servers by itself
managed_hostgroups() {
    managed_query=
    for managed in mysql_replication_hostgroups:writer_hostgroup,reader_hostgroup \
        mysql_group_replication_hostgroups:writer_hostgroup,backup_writer_hostgroup,reader_hostgroup,offline_hostgroup \
        mysql_galera_hostgroups:writer_hostgroup,backup_writer_hostgroup,reader_hostgroup,offline_hostgroup \
        mysql_aws_aurora_hostgroups:writer_hostgroup,reader_hostgroup; do
        proxy_has_table "${managed%%:*}" || continue
        managed_ifs=$IFS
        IFS=,
        for managed_column in ${managed#*:}; do
            managed_query="$managed_query UNION SELECT $managed_column FROM main.${managed%%:*}"
        done
        IFS=$managed_ifs
    done
    printf '%s\n' "${managed_query# UNION }"
}

# servers_of LAYER: for comparison. A shunned server is an online one with a passing trouble;
# OFFLINE_HARD is what is left of a removed one.
servers_of() {
    printf "SELECT hostgroup_id, hostname, port, gtid_port, REPLACE(UPPER(status), 'SHUNNED', 'ONLINE') status, weight, compression, max_connections, max_replication_lag, use_ssl, max_latency_ms, comment FROM %s WHERE UPPER(status) <> 'OFFLINE_HARD'\n" "$(layer_table "$1" mysql_servers)"
}

# moved_servers: a query for rows that only one of main and runtime has, because the monitor moved the server
moved_servers() {
    moved_groups=$(managed_hostgroups)
    [ -n "$moved_groups" ] || moved_groups="SELECT NULL"
    moved_main="SELECT hostgroup_id, hostname, port FROM ($(servers_of main))"
    moved_runtime="SELECT hostgroup_id, hostname, port FROM ($(servers_of runtime))"
    cat <<QUERY
SELECT d.hostgroup_id, d.hostname, d.port FROM (
    SELECT * FROM ($moved_main EXCEPT $moved_runtime) UNION SELECT * FROM ($moved_runtime EXCEPT $moved_main)) d
WHERE d.hostgroup_id IN ($moved_groups)
    AND EXISTS (SELECT 1 FROM ($moved_main) m WHERE m.hostname = d.hostname AND m.port = d.port AND m.hostgroup_id IN ($moved_groups))
    AND EXISTS (SELECT 1 FROM ($moved_runtime) r WHERE r.hostname = d.hostname AND r.port = d.port AND r.hostgroup_id IN ($moved_groups))
QUERY
}

# differing_keys LEFT RIGHT KEY: the keys of rows that only one of two queries has
differing_keys() {
    differing_text='' differing_ifs=$IFS
    IFS=,
    for differing_column in $3; do differing_text="$differing_text${differing_text:+ || ':' || }$differing_column"; done
    IFS=$differing_ifs
    cat <<QUERY
SELECT RTRIM($differing_text, ':') FROM (SELECT * FROM ($1) EXCEPT SELECT * FROM ($2))
UNION SELECT RTRIM($differing_text, ':') FROM (SELECT * FROM ($2) EXCEPT SELECT * FROM ($1))
QUERY
}

# pending_edits MODULE: what somebody else changed in main and did not load, by name: a variable, or "TABLE KEY".
# False when ProxySQL does not tell. All is compared within ProxySQL: passwords never come here.
pending_edits() {
    case $1 in
        variables)
            pending_names '' "SELECT m.variable_name FROM main.global_variables m LEFT JOIN runtime_global_variables r ON r.variable_name = m.variable_name
                WHERE m.variable_name LIKE 'mysql-%' AND (r.variable_name IS NULL
                    OR REPLACE(REPLACE(LOWER(m.variable_value), 'true', '1'), 'false', '0') <> REPLACE(REPLACE(LOWER(r.variable_value), 'true', '1'), 'false', '0'))"
            ;;
        servers)
            for pending in $PROXY_SERVER_TABLES; do
                pending_table=${pending%%:*}
                proxy_has_table "$pending_table" || continue
                pending_left="SELECT * FROM main.$pending_table" pending_right="SELECT * FROM runtime_$pending_table"
                if [ "$pending_table" = mysql_servers ]; then
                    pending_moved="(hostgroup_id, hostname, port) NOT IN ($(moved_servers))"
                    pending_left="SELECT * FROM ($(servers_of main)) WHERE $pending_moved"
                    pending_right="SELECT * FROM ($(servers_of runtime)) WHERE $pending_moved"
                fi
                pending_names "$pending_table " "$(differing_keys "$pending_left" "$pending_right" "${pending#*:}")" || return 1
            done
            ;;
        users)
            # Runtime holds a user of both sides twice, none that is not active, and in some versions a hash for the password.
            pending_columns="username, use_ssl, default_hostgroup, COALESCE(default_schema, ''), schema_locked, transaction_persistent, fast_forward, max_connections, attributes, comment"
            pending_query=
            for pending_side in frontend backend; do
                pending_query="$pending_query UNION $(differing_keys \
                    "SELECT $pending_columns FROM main.mysql_users WHERE active = 1 AND default_hostgroup >= 0 AND $pending_side = 1" \
                    "SELECT $pending_columns FROM runtime_mysql_users WHERE $pending_side = 1" username)
                    UNION SELECT m.username FROM main.mysql_users m JOIN runtime_mysql_users r ON r.username = m.username AND r.$pending_side = 1
                    WHERE m.active = 1 AND m.$pending_side = 1 AND COALESCE(m.password, '') <> COALESCE(r.password, '')
                        AND NOT (r.password LIKE '*%' AND COALESCE(m.password, '') NOT LIKE '*%')"
            done
            pending_names 'mysql_users ' "${pending_query# UNION }"
            ;;
    esac
}

# pending_names PREFIX QUERY
pending_names() {
    pending_found=$(admin_rows "$2") || return 1
    [ -z "$pending_found" ] || printf '%s\n' "$pending_found" | sed "s/^/$1/"
}

# load_servers: LOAD MYSQL SERVERS without moving back what the monitor moved. For the time of the LOAD,
# main has the servers where runtime has them; afterwards main is as it was.
STASH=encryption_in_transit_servers
load_servers() {
    if [ -z "$(admin_rows "$(moved_servers)")" ]; then
        run_sql 'LOAD MYSQL SERVERS TO RUNTIME'
        return
    fi
    {
        printf 'CREATE TABLE main.%s AS SELECT * FROM main.mysql_servers;\n' "$STASH"
        # Whether TLS is used is main's to say: it was just decided there.
        printf 'INSERT INTO main.mysql_servers (%s) SELECT hostgroup_id, hostname, port, gtid_port, REPLACE(status, %s), weight, compression, max_connections, max_replication_lag, (SELECT MAX(m.use_ssl) FROM main.%s m WHERE m.hostname = r.hostname AND m.port = r.port), max_latency_ms, comment FROM runtime_mysql_servers r WHERE (hostgroup_id, hostname, port) IN (%s) AND (hostgroup_id, hostname, port) NOT IN (SELECT hostgroup_id, hostname, port FROM main.%s);\n' \
            "$SERVER_COLUMNS" "'SHUNNED', 'ONLINE'" "$STASH" "$(moved_servers | tr '\n' ' ')" "$STASH"
        printf 'DELETE FROM main.mysql_servers WHERE (hostgroup_id, hostname, port) IN (%s) AND (hostgroup_id, hostname, port) NOT IN (SELECT hostgroup_id, hostname, port FROM (%s));\n' \
            "$(moved_servers | tr '\n' ' ')" "$(servers_of runtime)"
        echo 'LOAD MYSQL SERVERS TO RUNTIME;'
    } >"$STATE/load.new"
    run_script "$STATE/load.new"
    load_result=$? load_error=$SQL_ERROR
    rm -f "$STATE/load.new"
    unstash_servers || return 1
    SQL_ERROR=$load_error
    return "$load_result"
}

unstash_servers() {
    run_sql "SELECT 1 FROM main.$STASH LIMIT 1" || return 0
    printf 'DELETE FROM main.mysql_servers;\nINSERT INTO main.mysql_servers SELECT * FROM main.%s;\nDROP TABLE main.%s;\n' "$STASH" "$STASH" >"$STATE/load.new"
    run_script "$STATE/load.new"
    unstash_result=$?
    rm -f "$STATE/load.new"
    return "$unstash_result"
}

# load_module MODULE: main to runtime
load_module() {
    case $1 in
        servers) load_servers ;;
        variables) run_sql 'LOAD MYSQL VARIABLES TO RUNTIME' ;;
        users) run_sql 'LOAD MYSQL USERS TO RUNTIME' ;;
    esac
}
