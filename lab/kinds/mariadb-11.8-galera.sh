# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# MariaDB 11.8 with what a Galera cluster needs, as its 10.11 counterpart: for those tests that are told to use it, so it is
# built when it is asked for by name.
KIND_SUITE=trixie
. "$LAB/servers/mariadb.sh"
KIND_PACKAGES+=(galera-4 rsync stunnel4 mariadb-backup socat tcpdump)
KIND_ON_DEMAND=yes
