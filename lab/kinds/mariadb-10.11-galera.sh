# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# MariaDB 10.11 with what a Galera cluster needs: mariadb-server only recommends it. The cluster itself is made by whoever wants one.
KIND_SUITE=bookworm
. "$LAB/servers/mariadb.sh"
# Full state transfers: rsync goes through stunnel when encrypted, mariabackup through socat; tcpdump looks at the wire.
KIND_PACKAGES+=(galera-4 rsync stunnel4 mariadb-backup socat tcpdump)
