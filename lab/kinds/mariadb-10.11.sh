# shellcheck shell=bash disable=SC2034 # read by lib/
# MariaDB 10.11, as Debian 12 packages it.
KIND_SUITE=bookworm
. "$LAB/servers/mariadb.sh"
