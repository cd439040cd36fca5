
# --- a cluster's own traffic: the group's and IST by Galera's socket options, SST by the section [sst] ------
# A server that is to join is prepared in the same steps, without a restart for them: nothing but its file changes.
# A member is plain, mixed (TLS is offered and plaintext taken: socket.dynamic) or tls (nothing else is taken). Mixed members
# tell of each other as ssl://, and a plain one that connects to such an address dies of it (a null pointer in Galera 26.4's
# AsioSslStreamEngine). So while others are mixed a plain one starts as open: socket.dynamic without socket.ssl. Galera
# learns it only at its start; certificates it reloads. Beside its options stand those of others, in one line, so our line
# has them as well, in a file of ours that is read last.
# A joiner and its donor run the same SST script even where IST does, and it reads [sst] anew each time: either both of them
# encrypt, or neither. So that is a step of its own, after which members may be restarted again.

CLUSTER_FOLDER=$KEYS/cluster
CLUSTER_CA=$CLUSTER_FOLDER/root.crt
CLUSTER_FILE=zz-$TOOL.cnf   # a name behind those of others
SST_ENCRYPTED=ssl-mode=VERIFY_CA
GALERA_PORT=4567            # where its addresses name none

CLUSTER_CONF='' CLUSTER_WANTED='' CLUSTER_RUNS='' CLUSTER_MEMBERS=''

# read_members: CLUSTER_MEMBERS of the request, how many nodes are to encrypt; empty for a cluster that is not to
read_members() {
    field cluster-members
    CLUSTER_MEMBERS=$VALUE
    [ -z "$CLUSTER_MEMBERS" ] || required cluster-members port 'how many nodes the group has'
}

# find_cluster_conf: CLUSTER_CONF, beside the file that is read last, or where it is already
find_cluster_conf() {
    recall "$STATE/installed" cluster-conf
    CLUSTER_CONF=$VALUE cluster_last=$CONF
    [ -z "$CLUSTER_CONF" ] || return 0
    for_lines take_last_file "$OPTION_FILES"
    ! has_line "$MAIN_FILES" "$cluster_last" || cluster_last=$CONF
    CLUSTER_CONF=${cluster_last%/*}/$CLUSTER_FILE
}

take_last_file() { case $1 in */"$CLUSTER_FILE") ;; *) cluster_last=$1 ;; esac; }

# look_at_cluster_conf: MODE_IN_FILE, as what our file lets Galera run, empty when there is none; SST_IN_FILE, plain or tls
look_at_cluster_conf() {
    MODE_IN_FILE='' SST_IN_FILE=plain
    [ -f "$CLUSTER_CONF" ] || return 0
    MODE_IN_FILE=plain
    while IFS= read -r conf_line; do
        case $conf_line in
            *socket.ssl=yes*socket.dynamic=yes*) MODE_IN_FILE=mixed ;;
            *socket.ssl=yes*) MODE_IN_FILE=tls ;;
            *socket.dynamic=yes*) MODE_IN_FILE=open ;;
            "$SST_ENCRYPTED") SST_IN_FILE=tls ;;
        esac
    done <"$CLUSTER_CONF"
}

# look_at_sockets: CLUSTER_RUNS, what Galera runs as: plain, open, mixed or tls, or foreign for TLS that is not ours; empty where
# it cannot be told, none where it does not run. CLUSTER_AT, where it listens; SOCKET_LINES, its options.
look_at_sockets() {
    CLUSTER_RUNS='' CLUSTER_AT='' SOCKET_LINES=''
    # Its options are then what the option files say.
    if [ -n "$SERVER_VERSION" ] && [ "$SERVER_WSREP" != ON ]; then
        CLUSTER_RUNS=none
        return 0
    fi
    sockets_text=$(server_variable wsrep_provider_options) || return 0
    [ -n "$sockets_text" ] || return 0
    SOCKET_LINES=$(printf '%s\n' "$sockets_text" | tr ';' '\n' | sed -n 's/^ *\(socket\.[a-z_]*\|gmcast\.listen_addr\) *= *\(.*[^ ]\) *$/\1	\2/p')
    value_among "$SOCKET_LINES" gmcast.listen_addr
    CLUSTER_AT=${VALUE#*://}
    case $CLUSTER_AT in 0.0.0.0:* | \[::\]:*) CLUSTER_AT=127.0.0.1:${CLUSTER_AT##*:} ;; esac
    CLUSTER_RUNS=plain
    if ! is_yes socket.ssl; then
        ! is_yes socket.dynamic || CLUSTER_RUNS=open
        return 0
    fi
    value_among "$SOCKET_LINES" socket.ssl_cert
    [ "$VALUE" = "$KEYS/server/server.crt" ] || { CLUSTER_RUNS=foreign; return 0; }
    CLUSTER_RUNS=tls
    ! is_yes socket.dynamic || CLUSTER_RUNS=mixed
}

is_yes() {
    value_among "$SOCKET_LINES" "$1"
    plain_value "$VALUE"
    [ "$VALUE" = on ]
}

# find_cluster_theirs: CLUSTER_THEIRS, from our own file: a server that is stopped does not say which groups it reads
find_cluster_theirs() {
    CLUSTER_THEIRS=$(sed -n -e 's/^wsrep_provider_options="\(.*\)socket\.ssl=yes;.*/\1/p' -e 's/^wsrep_provider_options="\(.*\)socket\.dynamic=yes"$/\1/p' "$CLUSTER_CONF")
}

# find_cluster_files: what others set: CLUSTER_THEIRS, Galera's options, and CLUSTER_FROM, where; CLUSTER_SST, what encrypts SST: "key<tab>file"
find_cluster_files() {
    list_option_files "$CLUSTER_CONF" >"$WORK/cluster-files"
    CLUSTER_THEIRS='' CLUSTER_FROM=''
    # As if our file were not there.
    for_lines take_provider_options "$(parse_options "$CLUSTER_CONF" /dev/null <"$WORK/cluster-files")"
    CLUSTER_SST=$(parse_groups sst "$CLUSTER_CONF" /dev/null <"$WORK/cluster-files" | awk -F '\t' '
        $1 ~ /^(tca|tcapath|tcert|tkey|encrypt|ssl_mode|ssl_ca|ssl_capath|ssl_cert|ssl_key)$/ && $2 != "0" && toupper($2) != "DISABLED" {
            print $1 "\t" $3 }')
}

take_provider_options() {
    case $1 in 'wsrep_provider_options	'*) CLUSTER_THEIRS=${1#*	} CLUSTER_FROM=${1##*	} ;; *) return 0 ;; esac
    CLUSTER_THEIRS=${CLUSTER_THEIRS%	*}
}

# want_cluster MODE SST: CLUSTER_WANTED, and $WORK/cluster.cnf, our file for it. MODE is theirs where it is left to others
# what Galera runs as.
want_cluster() {
    CLUSTER_WANTED=$1
    cluster_text "$1" "$2" >"$WORK/cluster.cnf"
}

cluster_text() {
    # What ends their options is put there again.
    text_theirs=${CLUSTER_THEIRS%"${CLUSTER_THEIRS##*[!; ]}"}
    text_sockets="socket.ssl=yes;socket.ssl_ca=$CLUSTER_CA;socket.ssl_cert=$KEYS/server/server.crt;socket.ssl_key=$KEYS/server/server.key"
    case $1 in
        mixed) text_sockets="$text_sockets;socket.dynamic=yes" ;;
        open) text_sockets='socket.dynamic=yes' ;;
    esac
    text_sst="$SST_ENCRYPTED${NEWLINE}encrypt=4${NEWLINE}tca=$CLUSTER_CA${NEWLINE}tcert=$KEYS/server/server.crt${NEWLINE}tkey=$KEYS/server/server.key"
    [ "$2" = tls ] || text_sst="ssl-mode=DISABLED${NEWLINE}encrypt=0"
    echo '# Encryption in transit between the members of this cluster. Written by the stack that owns this node: change its'
    echo '# configuration, not this file.'
    case $1 in
        plain | theirs) ;;
        *)
            cat <<CNF
# The options before those of sockets are those that stand elsewhere: here they would be lost.
[mysqld]
wsrep_provider_options="${text_theirs:+$text_theirs;}$text_sockets"
CNF
            ;;
    esac
    cat <<CNF

# State transfers (SST). Left to themselves some are encrypted as soon as the server has a certificate, when the other
# members do not expect it, and others go in the clear without a word.
[sst]
$text_sst
CNF
}

# plan_cluster: what activate has to do with it, in a group or not. What is there and was not asked for stays.
plan_cluster() {
    CLUSTER_WANTED='' CLUSTER_RUNS=''
    [ "$KIND" = mariadb ] && is_member || return 0
    find_cluster_conf
    look_at_cluster_conf
    look_at_sockets
    find_cluster_files
    case $MODE_IN_FILE:$CLUSTER_MEMBERS in
        mixed:* | tls:*) [ -z "$CLUSTER_MEMBERS" ] || want_cluster "$MODE_IN_FILE" "$SST_IN_FILE" ;;
        *:) # The server's certificate alone must not change how members talk.
            [ -n "$CLUSTER_SST" ] || want_cluster theirs plain ;;
        *) want_cluster mixed plain ;;
    esac
}

# is_member: of a cluster, by the option files
is_member() {
    [ "$TOPOLOGY" != galera ] || return 0
    is_member_on=
    while IFS='	' read -r is_member_name is_member_value _; do
        [ "$is_member_name" != wsrep_on ] || is_member_on=$is_member_value
    done <"$WORK/effective"
    plain_value "$is_member_on"
    [ "$VALUE" = on ]
}

# cluster_problems: what stands against our file, before anything is touched
cluster_problems() {
    [ -n "$CLUSTER_ON$JOINING" ] || echo "this node is in no Galera cluster (wsrep_on is off)"
    [ "${CLUSTER_SIZE:-0}" -le "$CLUSTER_MEMBERS" ] ||
        echo "the cluster has $CLUSTER_SIZE members, and the group in the configuration $CLUSTER_MEMBERS nodes: any other member (an arbitrator counts) would be shut out. Name all of them in groups[].nodes"
    case $CLUSTER_RUNS in
        foreign) echo "the members of this cluster encrypt already, with a certificate of others (socket.ssl_cert): take socket.ssl and its like out first, on all members, or take encryptStreams out" ;;
        plain | none) # An option that is not set is not listed.
            grep 'socket\.dynamic' "$(server_variable wsrep_provider)" >/dev/null 2>&1 ||
                echo "this Galera has no socket.dynamic, by which members can change one by one: it needs a later Galera 4" ;;
    esac
    cluster_option_problems
    sst_problem
    chain_verdict "$SERVER_FOLDER" server sslclient >/dev/null ||
        echo "server.crt of generation $SERVER_GENERATION is for servers alone, and a member is a client of the others as well"
    { [ -f "$CLUSTER_CA" ] && has_certificate "$CLUSTER_CA"; } || echo "$CLUSTER_CA, the CAs of all members, is not on this node: run install-certificates first"
}

# cluster_option_problems: what others set that our file does not get past
cluster_option_problems() {
    case $CLUSTER_THEIRS in *socket.ssl* | *socket.dynamic*) echo "$CLUSTER_FROM sets socket.ssl or its like in wsrep_provider_options: take it out there" ;; esac
    over_file=$(parse_options "$CLUSTER_CONF" "$WORK/cluster.cnf" <"$WORK/cluster-files" | awk -F '\t' '$1 == "wsrep_provider_options" { file = $3 } END { print file }')
    [ "$over_file" = "$CLUSTER_CONF" ] ||
        echo "${over_file:-no file} sets wsrep_provider_options and is read after $CLUSTER_CONF: move that line to a file in ${CLUSTER_CONF%/*} with a name before $CLUSTER_FILE"
    for_lines sst_option_problem "$CLUSTER_SST"
}

sst_option_problem() { echo "${1#*	} sets ${1%%	*} for full state transfers (SST): take it out there"; }

# sst_problem: one sentence when full state transfers could not be encrypted
sst_problem() {
    sst_method=$(server_variable wsrep_sst_method)
    case $sst_method in
        rsync | rsync_wan)
            command -v stunnel >/dev/null 2>&1 || echo "wsrep_sst_method is $sst_method, and stunnel is missing: without it full state transfers go in the clear, without a word. Install it: apt-get install stunnel4 (or the package manager of this node)" ;;
        mariabackup | mariadb-backup)
            command -v socat >/dev/null 2>&1 || echo "wsrep_sst_method is $sst_method, and socat is missing. Install it: apt-get install socat (or the package manager of this node)" ;;
        *) echo "wsrep_sst_method is $sst_method, of which it is not known how to encrypt it: set rsync or mariabackup on all members" ;;
    esac
    # The donor verifies the joiner by this name, as a DNS name.
    sst_name=$(openssl x509 -noout -subject -nameopt multiline -in "$SERVER_FOLDER/server.crt" | sed -n 's/^ *commonName *= //p')
    openssl x509 -noout -checkhost "$sst_name" -in "$SERVER_FOLDER/server.crt" 2>/dev/null | grep 'does match' >/dev/null ||
        echo "full state transfers verify this member by the name $sst_name, which is not among the DNS names of its certificate: give the node a DNS name as hostname"
}

# cluster_is_as_wanted: file and server
cluster_is_as_wanted() {
    [ -n "$CLUSTER_WANTED" ] || return 0
    [ -z "$(cluster_reason)" ] && same_file "$WORK/cluster.cnf" "$CLUSTER_CONF"
}

cluster_reason() {
    case $CLUSTER_WANTED in '' | theirs | "$CLUSTER_RUNS") return 0 ;; esac
    # It learns it when it joins.
    [ "$CLUSTER_RUNS" != none ] || return 0
    echo "Galera takes socket.ssl and socket.dynamic only at its start: it takes $(mode_words "$CLUSTER_RUNS") from other members, and is to take $(mode_words "$CLUSTER_WANTED")"
}

mode_words() {
    case $1 in
        plain | open) echo "plaintext alone" ;;
        mixed) echo "TLS and plaintext" ;;
        tls) echo "TLS alone" ;;
        foreign) echo "TLS with a certificate that is not ours" ;;
        *) echo "something unknown" ;;
    esac
}

write_cluster_conf() {
    [ -n "$CLUSTER_WANTED" ] || return 0
    write_unflushed "$CLUSTER_CONF" 0644 <"$WORK/cluster.cnf" && flush "${CLUSTER_CONF%/*}"
}

# print_cluster_conf: as lines of the record of what is installed
print_cluster_conf() {
    if [ -n "$CLUSTER_RUNS" ] && [ -f "$CLUSTER_CONF" ]; then
        printf 'cluster-conf: %s\n' "$CLUSTER_CONF"
        sha256_records "$CLUSTER_CONF"
    fi
}

# remember_cluster FOLDER: what Galera runs as now
remember_cluster() { [ -z "$CLUSTER_RUNS" ] || printf 'runs: %s\n' "$CLUSTER_RUNS" | write_file "$1/cluster" 0600; }

# cluster_differs FOLDER: Galera runs, and not as FOLDER remembers; what did not run then may run as it does without us
cluster_differs() {
    recall "$1/cluster" runs
    differs_before=$VALUE
    [ -n "$differs_before" ] || return 1
    look_at_sockets
    [ "$CLUSTER_RUNS" != none ] || return 1
    case $differs_before:$CLUSTER_RUNS in
        none:plain | none:open | plain:open | open:plain) return 1 ;;
    esac
    [ "$CLUSTER_RUNS" != "$differs_before" ]
}

# opens_first FOLDER: Galera is to start as plain, as FOLDER remembers it, and comes from TLS: then our file lets it start as
# open, whatever stood in its place.
opens_first() {
    recall "$1/cluster" runs
    case $VALUE in plain | open | none) ;; *) return 1 ;; esac
    find_cluster_conf
    look_at_cluster_conf
    case $MODE_IN_FILE in mixed | tls | open) ;; *) return 1 ;; esac
    find_cluster_theirs
    # A disk that is full must not keep the server from coming back.
    cluster_text open plain | write_file "$CLUSTER_CONF" 0644
}

# reload_cluster: certificates and CAs of the members, for connections to come
reload_cluster() {
    [ -f "$CLUSTER_CA" ] || return 0
    look_at_sockets
    case $CLUSTER_RUNS in mixed | tls) ;; *) return 0 ;; esac
    # MariaDB 11.8 has a variable for each option, by its plugin wsrep_provider, and takes them no longer in one line.
    if [ -n "$(sql "SHOW GLOBAL VARIABLES LIKE 'wsrep\_provider\_socket\_ssl\_reload'")" ]; then
        run_sql 'SET GLOBAL wsrep_provider_socket_ssl_reload = 1'
    else
        run_sql "SET GLOBAL wsrep_provider_options = 'socket.ssl_reload=1'"
    fi
}

# check_cluster: Galera runs as wanted, and shows our certificate to whoever comes
check_cluster() {
    look_at_sockets
    if [ -n "$(cluster_reason)" ]; then
        undo "Galera takes $(mode_words "$CLUSTER_RUNS") from other members, expected was $(mode_words "$CLUSTER_WANTED"): is wsrep_provider_options on the server's command line?"
    fi
    case $CLUSTER_RUNS in mixed | tls) ;; *) return 0 ;; esac
    check_seen=$(shown_by_galera)
    [ "$check_seen" = "$CERTIFICATE" ] || undo "another member is shown the certificate ${check_seen:-none} by Galera, expected was $CERTIFICATE"
}

# shown_by_galera: SHA-256 of the certificate, printed; asked as a member asks
shown_by_galera() {
    limited "$PROBE_LIMIT" openssl s_client -connect "$CLUSTER_AT" -cert "$KEYS/server/server.crt" -key "$KEYS/server/server.key" </dev/null 2>/dev/null | fingerprint
}

# is_still_known: the other members had not noticed yet that this one had gone, and refused it. It asks by another name at its next start.
is_still_known() { server_log "$start_log" "$start_log_size" "$STATE/stopped" | grep 'same UUID already exists' >/dev/null; }

# install_cluster_ca FILE: its certificates, and no other, are those that this member trusts
install_cluster_ca() {
    if same_file "$1" "$CLUSTER_CA"; then
        reload_members_cas
        return
    fi
    { make_folders "$CLUSTER_FOLDER" && write_file "$CLUSTER_CA" 0644 <"$1"; } || fail 1 "$CLUSTER_CA could not be written" "free disk space, then run this again"
    reload_members_cas
    say "installed: $CLUSTER_CA"
}

# reload_members_cas: also where the file is there already, as a run may have been killed in between
reload_members_cas() {
    reload_cluster || fail 1 "the members' CAs are in place, and Galera does not take them: $SQL_ERROR" "repair the server, then run this again"
}

# add_cluster_ca FILE: beside those that it trusts already: the other members may not have their new certificates yet
add_cluster_ca() {
    join_certificates "$1" "$CLUSTER_CA"
    install_cluster_ca "$JOINED"
}
