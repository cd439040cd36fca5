# shellcheck shell=bash disable=SC2034 # read by lib/
# MySQL 9.7: Debian packages MySQL in sid only.
KIND_SUITE=sid
. "$LAB/servers/mysql.sh"
