# shellcheck shell=bash disable=SC2034 # read by the other parts
# Where the lab keeps things, and what it calls them: the one place for these facts.

# One folder per run: subnet, owner, keys, nodes. Gone after `down`, and after a reboot.
STATE=/run/encryption-in-transit-lab
# One folder per kind and recipe: the read-only lower layer of its nodes.
TREES=/var/cache/encryption-in-transit-lab
# In the environment of each process that holds a node up: "RUN/NODE". `down` finds them by it, whatever files are missing.
MARK=ENCRYPTION_IN_TRANSIT_LAB_NODE

DEFAULT_RUN=try
DEFAULT_NODES=(db1=mariadb-10.11 db2=mariadb-11.8 db3=mysql-9.7)
# An account that can log in from the lab's subnet and do nothing else.
PROOF_USER=proof
# Seconds until a node that does not answer counts as failed.
READY_WITHIN=120
# The size of a node's disk. It is memory, used as it fills.
DISK_SIZE=2g

run_folder() { printf '%s/%s' "$STATE" "$1"; }
node_folder() { printf '%s/%s/nodes/%s' "$STATE" "$1" "$2"; }
node_hostname() { printf '%s.%s.lab' "$2" "$1"; }
