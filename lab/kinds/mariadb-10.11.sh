# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# MariaDB 10.11, as Debian 12 packages it.
KIND_SUITE=bookworm
. "$LAB/servers/mariadb.sh"
