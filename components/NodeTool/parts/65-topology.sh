
# --- replication and clusters: what this node is in its group, and whether it is well ---------------

TOPOLOGY='' CLUSTER_ON='' CLUSTER_SIZE='' JOINING=''

# read_topology: TOPOLOGY; empty for a node that stands for itself
read_topology() {
    field topology
    TOPOLOGY=$VALUE
    [ -z "$TOPOLOGY" ] || required topology 'replication|galera' 'replication or galera, or leave it out'
}

# look_at_streams: STREAMS, a line for each source from which this server replicates: "IO thread<tab>SQL thread<tab>seconds
# behind<tab>id of the source<tab>its host:port<tab>=what went wrong". False when the administrator may not know.
look_at_streams() {
    STREAMS=$(stream_rows replica_io_running replica_sql_running seconds_behind_source source_server_id source error) && return
    SQL_ERROR=$(printf '%s\n' "$STREAMS" | without_statement)
    STREAMS=
    return 1
}

# stream_rows COLUMN...: a line for each source, columns parted by tabs; what may be empty has a sign before it. Their names
# are those of MySQL's SHOW REPLICA STATUS, and "source" and "error". When it is false, what the server says is printed.
stream_rows() {
    if [ "$KIND" = mariadb ]; then
        streams_rows=$(sql_by_name 'SHOW ALL SLAVES STATUS' 2>&1)
    else
        streams_rows=$(sql_by_name 'SHOW REPLICA STATUS' 2>&1) || streams_rows=$(sql_by_name 'SHOW SLAVE STATUS' 2>&1)
    fi || {
        printf '%s\n' "$streams_rows"
        return 1
    }
    # Mostly there is none.
    [ -n "$streams_rows" ] || return 0
    printf '%s\n' "$streams_rows" | awk -v wanted="$*" '
        function stream(    i, text) {
            # Group replication has channels of its own, which are no streams from a source.
            if (!rows || value["channel_name"] ~ /^group_replication_/) return
            value["source"] = value["source_host"] ":" value["source_port"]
            value["error"] = value["last_io_error"] value["last_sql_error"]
            for (i = 1; i <= count; i++) {
                text = value[column[i]]; gsub(/\t/, " ", text)
                printf "%s%s", (i > 1 ? "\t" : ""), (column[i] ~ /^(channel_name|source_ssl_ca_file|error)$/ ? "=" : "") text
            }
            printf "\n"
        }
        BEGIN { count = split(wanted, column, " ") }
        /^\*+ [0-9]+\. row \*+$/ { stream(); rows++; split("", value); next }
        {
            end = index($0, ": "); name = tolower(substr($0, 1, end - 1))
            gsub(/^ +/, "", name); gsub(/slave/, "replica", name); gsub(/master/, "source", name)
            sub(/^connection_name$/, "channel_name", name)
            value[name] = substr($0, end + 2)
        }
        END { stream() }'
}

# stopped_streams: VALUE, a sentence for each stream that does not run
stopped_streams() {
    VALUE=
    for_lines take_stopped_stream "$STREAMS"
}

take_stopped_stream() {
    case $1 in 'Yes	Yes	'*) return 0 ;; esac
    stream_rest=${1#*	}
    stream_source=${stream_rest#*	*	*	}
    VALUE=$VALUE${VALUE:+$NEWLINE}"replication from ${stream_source%%	*} does not run (IO thread: ${1%%	*}, SQL thread: ${stream_rest%%	*})"
    stream_error=${1##*	=}
    VALUE=$VALUE${stream_error:+: $stream_error}
}

# late_streams: VALUE, a sentence for each stream that does not run, or runs and has not caught up
late_streams() {
    stopped_streams
    for_lines take_late_stream "$STREAMS"
}

take_late_stream() {
    case $1 in 'Yes	Yes	0	'*) return 0 ;; 'Yes	Yes	'*) ;; *) return 0 ;; esac
    stream_rest=${1#*	*	}
    stream_source=${1#*	*	*	*	}
    VALUE=$VALUE${VALUE:+$NEWLINE}"replication from ${stream_source%%	*} is ${stream_rest%%	*} seconds behind"
}

REPLICATION_RIGHT='GRANT REPLICATION CLIENT (on MariaDB REPLICA MONITOR) ON *.*'

streams_run() {
    told_streams || return 1
    stopped_streams
    [ -z "$VALUE" ]
}

# streams_settle: they run, or have given up for good. VALUE as above.
streams_settle() {
    streams_run && return
    settle_stopped=$VALUE
    VALUE=
    for_lines take_given_up_stream "$STREAMS"
    settle_given_up=$VALUE
    VALUE=$settle_stopped
    [ -n "$settle_given_up" ]
}

# One that only connects tries again.
take_given_up_stream() {
    case $1 in *'	=') ;; No'	'* | Yes'	No	'*) VALUE=yes ;; esac
}

streams_caught_up() {
    told_streams || return 1
    late_streams
    [ -z "$VALUE" ]
}

told_streams() {
    look_at_streams && return
    VALUE="whether it replicates cannot be told: $SQL_ERROR; $REPLICATION_RIGHT to ${ADMIN_USER:-root}"
    return 1
}

# resume_streams: as some servers are told not to by themselves
resume_streams() {
    if [ "$KIND" = mariadb ]; then run_sql 'START ALL SLAVES'; else run_sql 'START REPLICA' || run_sql 'START SLAVE'; fi
}

# count_replicas: VALUE, how many fetch from this server now
count_replicas() { VALUE=$(sql "SELECT COUNT(*) FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"); }

replicas_are_back() {
    count_replicas
    [ "${VALUE:-0}" -ge "$REPLICAS_BEFORE" ]
}

# look_at_cluster: CLUSTER_STATUS, CLUSTER_STATE and CLUSTER_SIZE of Galera; empty where wsrep is off
look_at_cluster() {
    CLUSTER_ON='' CLUSTER_STATUS='' CLUSTER_STATE='' CLUSTER_SIZE=''
    # Told with its first answer: most servers are in none.
    [ "$SERVER_WSREP" = ON ] || return 0
    cluster_rows=$(sql "SHOW GLOBAL VARIABLES LIKE 'wsrep_on'; SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_status', 'wsrep_local_state_comment', 'wsrep_cluster_size')") || return 1
    for_lines take_cluster_fact "$cluster_rows"
    [ -n "$CLUSTER_ON" ] || CLUSTER_STATUS='' CLUSTER_STATE='' CLUSTER_SIZE=''
}

take_cluster_fact() {
    case $1 in
        'wsrep_on	ON') CLUSTER_ON=yes ;;
        'wsrep_cluster_status	'*) CLUSTER_STATUS=${1#*	} ;;
        'wsrep_local_state_comment	'*) CLUSTER_STATE=${1#*	} ;;
        'wsrep_cluster_size	'*) CLUSTER_SIZE=${1#*	} ;;
    esac
}

# is_joining: this server is to join a cluster, and has not yet: its option files name one, and keep it out of it by wsrep_on=OFF
is_joining() {
    [ "$KIND" = mariadb ] && [ -n "$SERVER_VERSION" ] && [ "$SERVER_WSREP" != ON ] || return 1
    find_groups
    join_on='' join_provider='' join_address=''
    for_lines take_join_option "$(server_options)"
    plain_value "$join_on"
    [ "$VALUE" != on ] && [ -n "$join_provider" ] && [ -n "$join_address" ]
}

take_join_option() {
    join_value=${1#*	}
    join_value=${join_value%	*}
    case $1 in
        'wsrep_on	'*) join_on=$join_value ;;
        'wsrep_provider	'*) join_provider=${join_value#none} ;;
        'wsrep_cluster_address	'*) join_address=$join_value ;;
    esac
}

cluster_is_synced() {
    VALUE='this member of the cluster does not answer'
    look_at_cluster || return 1
    VALUE="this member of the cluster is not synced (wsrep_cluster_status: ${CLUSTER_STATUS:-unknown}, wsrep_local_state_comment: ${CLUSTER_STATE:-unknown})"
    [ "$CLUSTER_STATUS/$CLUSTER_STATE" = Primary/Synced ]
}

cluster_is_complete() {
    cluster_is_synced || return 1
    VALUE="the cluster has $CLUSTER_SIZE members, before there were $SIZE_BEFORE"
    [ "$CLUSTER_SIZE" -ge "$SIZE_BEFORE" ]
}

# is_last_member: of a cluster that a server only joins: after a restart it would not find one
is_last_member() {
    look_at_cluster && [ "$CLUSTER_SIZE" = 1 ] && [ "$(server_variable wsrep_cluster_address)" != 'gcomm://' ]
}

LAST_MEMBER='it is the only member of its cluster, and would not find one after a restart: start the other members first'

# look_at_health: ILL, what is wrong with this node in its group before anything is changed; and who else was there. JOINING
# where nobody is yet.
look_at_health() {
    ILL='' REPLICAS_BEFORE=0 SIZE_BEFORE=1 JOINING=''
    case $TOPOLOGY in
        replication)
            streams_run || ILL=$VALUE
            count_replicas
            REPLICAS_BEFORE=${VALUE:-0} ;;
        galera)
            if is_joining; then
                JOINING=yes
                return
            fi
            cluster_is_synced || ILL=$VALUE
            SIZE_BEFORE=${CLUSTER_SIZE:-1} ;;
    esac
}

# refuse_ill_node: what is broken already is not made worse
refuse_ill_node() {
    [ -z "$ILL" ] || fail 1 "this node is not well, and its group goes no further; nothing was touched" "$ILL" \
        "repair it, or take the node out of its group in the configuration; then run pulumi up again"
    if [ -n "$REASONS" ] && is_last_member; then fail 1 "a restart is needed; nothing was touched" "$REASONS" "$LAST_MEMBER"; fi
}

# check_health: what ran before runs again, or everything goes back
check_health() {
    case $TOPOLOGY in
        replication)
            until_true "$STREAM_LIMIT" streams_settle
            [ -z "$VALUE" ] || undo "since the change $VALUE" ;;
        galera) [ -n "$JOINING" ] || until_true "$SYNC_LIMIT" cluster_is_synced || undo "since the change $VALUE" ;;
    esac
}

# await_health DONE: until the group can do without its next node. DONE says what stays as it is when that takes too long.
await_health() {
    case $TOPOLOGY in
        replication)
            until_true "$STREAM_LIMIT" streams_settle
            [ -z "$VALUE" ] || health_is_late "$1" "$STREAM_LIMIT"
            until_true "$SYNC_LIMIT" streams_caught_up || health_is_late "$1" "$SYNC_LIMIT"
            until_true "$RETURN_LIMIT" replicas_are_back || {
                VALUE="$VALUE of $REPLICAS_BEFORE replicas fetch from this node again"
                health_is_late "$1" "$RETURN_LIMIT"
            } ;;
        galera) [ -n "$JOINING" ] || until_true "$SYNC_LIMIT" cluster_is_complete || health_is_late "$1" "$SYNC_LIMIT" ;;
    esac
}

health_is_late() {
    fail 1 "$1; but its group goes no further, since after $2 seconds this is still so:" "$VALUE" \
        "look why (SHOW REPLICA STATUS, the servers' logs), then run this again: it waits anew"
}
