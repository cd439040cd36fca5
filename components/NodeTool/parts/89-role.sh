
# --- role: what this node is in its group; needs no claim, and changes nothing ----------------------

verb_role() {
    # The moment makes the request of one run differ from that of another.
    read_request "server admin-user admin-password topology moment" ""
    required server 'mariadb|mysql|percona' 'mariadb, mysql or percona'
    KIND=$VALUE
    read_login
    [ -z "$ADMIN_PASSWORD" ] || ADMIN_USER=${ADMIN_USER:-root}
    read_topology
    # A killed run may owe this server a start.
    if [ -d "$STATE" ]; then with_lock role_after_mending; else role_of_node; fi
}

role_after_mending() {
    role_user=$ADMIN_USER role_password=$ADMIN_PASSWORD role_kind=$KIND
    # stdout is the role, nothing else.
    mend >&2
    ADMIN_USER=$role_user ADMIN_PASSWORD=$role_password KIND=$role_kind
    role_of_node
}

role_of_node() {
    find_client
    need_server
    need_kind "$KIND"
    if [ "$TOPOLOGY" = galera ]; then role_in_cluster; else role_in_replication; fi
}

role_in_cluster() {
    look_at_cluster || fail 1 "the server does not tell of its cluster; nothing was touched" "$SQL_ERROR"
    if [ -z "$CLUSTER_ON" ] && is_joining; then
        say "role: joiner"
        return
    fi
    [ -n "$CLUSTER_ON" ] ||
        fail 1 "this node is in no Galera cluster (wsrep_on is off), and the configuration says galera; nothing was touched" \
            "let it join the cluster first; or let its option files name the cluster (wsrep_provider, wsrep_cluster_address) and keep it out of it (wsrep_on=OFF): then it is prepared, and joins later" \
            "or take it out of the group (groups[].nodes), or correct the group's topology"
    printf 'role: member\ncluster-size: %s\n' "$CLUSTER_SIZE"
}

role_in_replication() {
    look_at_streams ||
        fail 1 "whether this node replicates cannot be told; nothing was touched" "$SQL_ERROR" "$REPLICATION_RIGHT to ${ADMIN_USER:-root}"
    count_replicas
    role_replicas=${VALUE:-0}
    role_facts=$(sql "SELECT CONCAT('server-id: ', @@global.server_id, '\nread-only: ', IF(@@global.read_only, 'yes', 'no'))")
    if [ -n "$STREAMS" ]; then role=replica; elif [ "$role_replicas" -gt 0 ]; then role=primary; else role=standalone; fi
    [ "$role/$TOPOLOGY" != standalone/replication ] ||
        fail 1 "this node replicates from nobody and nobody replicates from it, and the configuration says replication; nothing was touched" \
            "set replication up, or start it on the replicas; or take the node out of its group (groups[].nodes)"
    printf 'role: %s\n%s\nreplicas: %s\n' "$role" "$role_facts" "$role_replicas"
    [ -z "$STREAMS" ] || printf '%s\n' "$STREAMS" | awk -F '\t' '{ print "source: " $5 "\nsource-id: " $4 }'
}
