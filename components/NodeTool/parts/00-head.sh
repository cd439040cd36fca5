# encryption-in-transit: turns TLS on in the MySQL or MariaDB server, or the ProxySQL, of this node, and off again.
#
# A verb is a function verb_NAME near the end; what it needs stands above it, the most general first.
# Requests arrive on stdin, so that no secret is ever an argument, a file name or a log line.
# Whatever the tool replaces is kept first; a run that was killed is mended by the next one.

set -u
set +x
umask 077
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
NEWLINE='
'

TOOL=encryption-in-transit
TOOL_VERSION=1
SELFCERTGEN=/usr/local/sbin/selfcertgen

STATE=/var/lib/encryption-in-transit
BEFORE=$STATE/before        # what stood on the node before the claim
ROLLBACK=$STATE/rollback    # what stood before the activation under way: exists only while one is
ENFORCING=$STATE/enforcing  # what stood before the enforcement under way: exists only while one is
ENFORCED=$STATE/enforced    # exists while require_secure_transport is ours, and says what it was before
ACCOUNTS=$STATE/accounts    # a record of each account that we changed
AUDIT=$STATE/audit          # what audit has seen so far
REQUESTS=$STATE/requests    # keys made on this node, a folder per request for a certificate
PROBE_PREFIX=tls_probe_      # of the accounts by which a certificate is proved before it is required
LOCK=$STATE/lock
WORK=$STATE/work.new        # candidates and judgements of this run

JELASTIC=/var/lib/jelastic
KEYS=$JELASTIC/keys/SSL-TLS
GENERATIONS=$KEYS/.generations
CONF_FOLDER=/etc/mysql/conf.d
CONF=$CONF_FOLDER/ssl-config.cnf
DEBIAN_CNF=/etc/mysql/debian.cnf
APPARMOR_PROFILE=/etc/apparmor.d/usr.sbin.mysqld
APPARMOR_LOCAL=/etc/apparmor.d/local/usr.sbin.mysqld

# Seconds. A clean stop of a large buffer pool takes minutes, and nothing is ever killed.
LOCK_LIMIT=300
SQL_LIMIT=60
PROBE_LIMIT=20
STOP_LIMIT=600
START_LIMIT=300
SETTLE_LIMIT=5              # for mysqld_safe to start a server that crashed
START_GRACE=10              # for a starter that returns before the server has written its process id
STARTER_LIMIT=60            # for an init script that goes on after the server answers
RETIRE_LIMIT=60             # for plaintext connections of ProxySQL's pool to go
MONITOR_LIMIT=30            # for ProxySQL's monitor to end its checks, and to make the first new ones
STREAM_LIMIT=120            # for replication to run again: a replica tries every minute, unless it was told otherwise
RETURN_LIMIT=180            # for the replicas of a server that was restarted to come back
SYNC_LIMIT=600              # for a replica to catch up, and for a member of a cluster to be synced
SPACE_NEEDED=4096           # free KiB in every folder that is written to
