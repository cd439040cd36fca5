# shellcheck shell=bash disable=SC2034 # read by lib/
# MariaDB 11.8, as Debian 13 packages it.
KIND_SUITE=trixie
. "$LAB/servers/mariadb.sh"
