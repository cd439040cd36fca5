# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# ProxySQL 2.7 on Debian 12: no registry that we reach has it.
KIND_SUITE=bookworm
. "$LAB/servers/proxysql.sh"
