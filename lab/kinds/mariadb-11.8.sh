# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# MariaDB 11.8, as Debian 13 packages it.
KIND_SUITE=trixie
. "$LAB/servers/mariadb.sh"
