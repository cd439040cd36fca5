# shellcheck shell=bash disable=SC1091,SC2034 # servers/ is checked by itself; lib/ reads the rest
# MariaDB 10.11 that Ansible can reach: for the fleet's benchmark only, so it is built when it is asked for by name.
KIND_SUITE=bookworm
. "$LAB/servers/mariadb.sh"
KIND_PACKAGES+=(python3)
KIND_ON_DEMAND=yes
