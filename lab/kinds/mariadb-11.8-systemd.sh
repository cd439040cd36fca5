# shellcheck shell=bash disable=SC1091,SC2034 # the kind that it builds on is checked by itself; lib/ reads the rest
# MariaDB 11.8 as Debian 13 runs it: under systemd 257.
. "$LAB/kinds/mariadb-11.8.sh"
KIND_TREE=mariadb-11.8
KIND_INIT=systemd
