# shellcheck shell=bash disable=SC2034,SC2154 # read by lib/
# A node with ProxySQL: the program of PROXYSQL_BINARY, or, without that, the stand-in beside the lab.
KIND_SERVER=proxysql
KIND_SERVICE=proxysql
KIND_PORT=6033
KIND_CLIENT=(mariadb --defaults-file=/etc/lab/admin.cnf)
# The libraries are those of a real one, and SQLite for the stand-in.
KIND_PACKAGES=(mariadb-client libssl3 libgnutls30 libsqlite3-0)
KIND_TREE_FILES=("$LAB/node/proxysql.init")

STAND_IN=$LAB/proxysql-stand-in
STAND_IN_OUTPUT=$STAND_IN/bin/Debug/net10.0
# Where a node has them.
STAND_IN_FOLDER=/usr/lib/proxysql-stand-in
DOTNET_FOLDER=/usr/lib/dotnet

kind_build() { debian_tree "$1"; }

# As the vendor's package does.
kind_finish() { # DIR
    install -m 0755 "$LAB/node/proxysql.init" "$1/etc/init.d/proxysql"
    chroot "$1" useradd --system --user-group --no-create-home --home-dir /var/lib/proxysql --shell /bin/false proxysql
    chroot "$1" install -d -m 0755 -o proxysql -g proxysql /var/lib/proxysql
}

KIND_SETTINGS_PATH=/etc/proxysql.cnf
kind_settings() {
    cat <<'CNF'
# Counts at the first start; after that the database file in the datadir does.
datadir="/var/lib/proxysql"

admin_variables=
{
    admin_credentials="admin:admin;radmin:radmin"
    mysql_ifaces="0.0.0.0:6032"
}

mysql_variables=
{
    interfaces="0.0.0.0:6033"
    threads=2
}
CNF
}

# Who answers over the admin interface is ready. It has no accounts in our sense.
kind_opening() { echo 'SELECT 1;'; }

# And no source is newer.
stand_in_is_built() {
    local program=$STAND_IN_OUTPUT/proxysql-stand-in.dll
    [ -f "$program" ] && [ -z "$(find "$STAND_IN" \( -name bin -o -name obj \) -prune -o -type f ! -name '*.md' -newer "$program" -print -quit)" ]
}

kind_check() {
    if [ -n "${PROXYSQL_BINARY:-}" ]; then
        [[ -f $PROXYSQL_BINARY && -x $PROXYSQL_BINARY ]] ||
            refuse "PROXYSQL_BINARY is '$PROXYSQL_BINARY', which is no program: give the path of a ProxySQL for Debian 12, or unset it to use the stand-in"
    else
        command -v dotnet >/dev/null ||
            refuse "a proxysql node needs the .NET SDK 10 for its stand-in, or PROXYSQL_BINARY=/path/to/proxysql"
    fi
}

kind_prepare() {
    local fd output
    [ -z "${PROXYSQL_BINARY:-}" ] || return 0
    exec {fd}>"$TREES/.proxysql-stand-in.lock"
    flock "$fd"
    ! stand_in_is_built || return 0
    say "proxysql: building its stand-in"
    output=$(dotnet build "$STAND_IN/ProxySqlStandIn.csproj" -nologo -v quiet 2>&1) || fail "the stand-in of ProxySQL could not be built: $output"
}

kind_files() { # FOLDER
    local files=$1/files
    install -m 0600 /dev/stdin "$files/etc/lab/admin.cnf" <<'CNF'
[client]
host = 127.0.0.1
port = 6032
user = admin
password = admin
skip-ssl
CNF
    install -d -m 0755 "$files/usr" "$files/usr/bin"
    if [ -n "${PROXYSQL_BINARY:-}" ]; then
        printf '%s /usr/bin/proxysql\n' "$(readlink -f "$PROXYSQL_BINARY")" >"$1/binds"
        return
    fi
    : >"$1/stand-in"
    # A copy: a new build must not change a program that runs.
    install -d -m 0755 "$files/usr/lib" "$files$STAND_IN_FOLDER"
    install -m 0644 -t "$files$STAND_IN_FOLDER" "$STAND_IN_OUTPUT"/*.dll "$STAND_IN_OUTPUT"/*.json
    install -m 0755 -t "$files$STAND_IN_FOLDER" "$STAND_IN_OUTPUT/proxysql-stand-in"
    install -m 0755 /dev/stdin "$files/usr/bin/proxysql" <<SH
#!/bin/sh
# ProxySQL's stand-in: this node has no real one.
DOTNET_ROOT=$DOTNET_FOLDER exec $STAND_IN_FOLDER/proxysql-stand-in "\$@"
SH
    printf '%s %s\n' "$(dirname "$(readlink -f "$(command -v dotnet)")")" "$DOTNET_FOLDER" >"$1/binds"
}
