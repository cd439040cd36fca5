# shellcheck shell=bash disable=SC2034 # read by lib/
# A node with MariaDB from Debian's package.
KIND_SERVER=mariadb
KIND_SERVICE=mariadb
KIND_PORT=3306
KIND_CLIENT=(mariadb --skip-ssl)
KIND_PACKAGES=(mariadb-server)
KIND_TREE_FILES=()

kind_build() { debian_tree "$1"; }

kind_opening() { printf "CREATE USER IF NOT EXISTS %s IDENTIFIED BY '%s';\n" "$1" "$2"; }

# Without a syslog daemon, mysqld_safe's own settings send the server's error log nowhere.
kind_finish() { # DIR
    sed -i -E 's/^(skip_log_error|syslog)$/#\1/' "$1/etc/mysql/mariadb.conf.d/50-mysqld_safe.cnf"
}

KIND_SETTINGS_PATH=/etc/mysql/mariadb.conf.d/99-lab.cnf
kind_settings() {
    cat <<'CNF'
# A small server, reachable from the lab's network. All else is the package's.
[mysqld]
bind-address = 0.0.0.0
innodb_buffer_pool_size = 24M
innodb_log_file_size = 8M
innodb_use_native_aio = OFF
CNF
}
