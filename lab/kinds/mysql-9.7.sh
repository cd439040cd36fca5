# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# MySQL 9.7: Debian packages MySQL in sid only.
KIND_SUITE=sid
. "$LAB/servers/mysql.sh"
