# shellcheck shell=bash disable=SC2034 # read by lib/
# A node with MySQL from Debian's package.
KIND_SERVER=mysql
KIND_SERVICE=mysql
KIND_PORT=3306
KIND_CLIENT=(mysql --ssl-mode=DISABLED)
KIND_PACKAGES=(mysql-server)
KIND_TREE_FILES=("$LAB/node/mysql.init")

kind_build() { debian_tree "$1"; }

kind_opening() { printf "CREATE USER IF NOT EXISTS %s IDENTIFIED BY '%s';\n" "$1" "$2"; }

# The package has no script for `service`; and each node makes its own identity and automatic certificates.
kind_finish() { # DIR
    install -m 0755 "$LAB/node/mysql.init" "$1/etc/init.d/mysql"
    rm -f "$1"/var/lib/mysql/*.pem "$1"/var/lib/mysql/auto.cnf
}

KIND_SETTINGS_PATH=/etc/mysql/mysql.conf.d/zz-lab.cnf
kind_settings() {
    cat <<'CNF'
# A small server, reachable from the lab's network. All else is the package's.
[mysqld]
bind-address = 0.0.0.0
mysqlx = OFF
innodb_buffer_pool_size = 24M
innodb_redo_log_capacity = 8M
innodb_use_native_aio = OFF
max_connections = 50
table_open_cache = 100
# On, as it is by default (it tells of the certificates in use), but not at 240 MB.
performance_schema_digests_size = 0
performance_schema_error_size = 0
performance_schema_events_statements_history_long_size = 0
performance_schema_max_table_instances = 100
CNF
}
