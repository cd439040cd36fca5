# shellcheck shell=bash disable=SC1091,SC2034 # the kind that it builds on is checked by itself; lib/ reads the rest
# MySQL 9.7 as Debian sid runs it: under its systemd, which knows no cgroups of version 1 any more.
. "$LAB/kinds/mysql-9.7.sh"
KIND_TREE=mysql-9.7
KIND_INIT=systemd
