
# --- encrypt-cluster: nothing but TLS between the members, when all of them offer it; or everything back -----
# activate has brought each member to where it takes both (check-member looks whether it has), and encrypt-transfers has
# changed SST on all of them. Back it goes in the same steps: restore-cluster, restore-transfers, restore-member.

verb_encrypt_cluster() {
    read_encryption
    required restart 'allowed|forbidden' 'allowed or forbidden'
    RESTART=$VALUE
    read_members
    required_file root.crt
    with_lock encrypt_cluster
}

# Of what it gets, restore-cluster needs the claim.
read_encryption() {
    read_request "claim moment restart cluster-members reapply" "root.crt"
    required claim 'hex 16' 'the id that claim printed'
    CLAIM=$VALUE
}

encrypt_cluster() {
    mend
    own_claim "$CLAIM"
    need_database encrypt-cluster
    need_server
    need_kind "$KIND"
    make_work
    file_in_request root.crt >"$WORK/root.crt"
    has_certificate "$WORK/root.crt" || fail 2 "file \"root.crt\" holds no certificate; nothing was touched" "give the CAs of all members"
    look_at_member
    refuse_plain_member
    [ "$SST_IN_FILE" = tls ] || fail 1 "this member does not encrypt state transfers yet; nothing was touched" "run pulumi up: encrypt-transfers comes first"
    want_cluster tls tls
    if ! cluster_is_as_wanted; then
        REFUSED=
        refuse "$(cluster_problems)"
        ! is_refused || fail 1 "refused before anything was touched" "$REFUSED" "correct this, then run pulumi up again"
        REASONS=$(cluster_reason)
        refuse_restart
        refuse_ill_node
        need_space "$SPACE_NEEDED"
        change_cluster
    fi
    # Now all have their new certificates, and need the CAs of before no more.
    install_cluster_ca "$WORK/root.crt"
    await_health "this member takes TLS alone, and stays so"
    if [ -n "$JOINING" ]; then say "the members' traffic: over TLS alone, once it joins"; else say "the members' traffic: encrypted and verified"; fi
}

# look_at_member: what is judged of it, with the configuration that it has
look_at_member() {
    recall "$STATE/installed" certificate-sha256
    CERTIFICATE=$VALUE
    recall "$STATE/installed" server-generation
    SERVER_GENERATION=$VALUE SERVER_FOLDER=$GENERATIONS/server-$VALUE
    TOPOLOGY=galera
    look_at_health
    find_cluster_conf
    look_at_cluster_conf
    look_at_sockets
    find_cluster_files
}

refuse_plain_member() {
    case $MODE_IN_FILE in
        mixed | tls) ;;
        *) fail 1 "this member does not offer TLS to the others yet; nothing was touched" "run pulumi up: activate comes first" ;;
    esac
}

# change_cluster: our file is the one that is wanted, and Galera runs by it
change_cluster() {
    cat "$CONF" >"$WORK/ssl-config.cnf"
    look
    begin_journal
    write_cluster_conf || undo "$CLUSTER_CONF could not be written"
    if [ -n "$REASONS" ]; then restart_server; fi
    check_cluster
    check_health
    record_cluster_conf || undo "$STATE/installed could not be written"
    mv -T "$ROLLBACK" "$ROLLBACK.new" || undo "$ROLLBACK could not be removed"
    rm -rf "$ROLLBACK.new"
}

# record_cluster_conf: what we know our file by
record_cluster_conf() {
    record_sha=$(sha256 <"$CLUSTER_CONF") &&
        awk -v key="sha256 $CLUSTER_CONF: " -v sha="$record_sha" 'index($0, key) == 1 { $0 = key sha } { print }' "$STATE/installed" >"$WORK/installed" &&
        write_file "$STATE/installed" 0600 <"$WORK/installed"
}

# --- restore-cluster: plaintext is taken as well again; what is left goes with the claim, or by restore-member ------

verb_restore_cluster() {
    read_encryption
    undo_under_claim has_cluster restore_cluster
}

has_cluster() {
    recall_cluster_conf
    [ "$MODE_IN_FILE" = tls ]
}

# recall_cluster_conf: our file, before anything else is known
recall_cluster_conf() {
    recall "$STATE/installed" cluster-conf
    CLUSTER_CONF=$VALUE
    look_at_cluster_conf
}

restore_cluster() {
    look_at_member_to_restore || return 1
    return_cluster mixed "$SST_IN_FILE" "takes plaintext from the others again" || return 1
    [ -z "$CLUSTER_RETURNED" ] || say "restored: this member takes plaintext as well"
}

# look_at_member_to_restore: also one that is stopped
look_at_member_to_restore() {
    make_work
    [ -n "$ANSWERED" ] || ! running_pid || until_answers_or_gone || { RETURN_ERROR="the server runs and does not answer: $SQL_ERROR"; return 1; }
    look_at_member
    [ -n "$ANSWERED" ] || find_cluster_theirs
}

# return_cluster MODE SST WORDS: what is to be there before the rest can go. CLUSTER_RETURNED when Galera runs so; a server
# that was stopped stays so.
return_cluster() {
    CLUSTER_RETURNED=
    want_cluster "$1" "$2"
    if ! running_pid; then
        { write_cluster_conf && record_cluster_conf; } || { RETURN_ERROR="$CLUSTER_CONF could not be written"; return 1; }
        say "the server was stopped and stays so"
        return
    fi
    REASONS=$(cluster_reason)
    change_cluster
    # What was not well before is not waited for.
    [ -n "$ILL" ] || await_health "this member $3"
    CLUSTER_RETURNED=yes
}

# --- encrypt-transfers: state transfers (SST) over TLS; restore-transfers: in the clear again. No restart -------
# While some members do and others do not, none of them can be restarted.

verb_encrypt_transfers() {
    read_encryption
    with_lock encrypt_transfers
}

encrypt_transfers() {
    mend
    own_claim "$CLAIM"
    need_database encrypt-transfers
    need_server
    need_kind "$KIND"
    make_work
    look_at_member
    refuse_plain_member
    REASONS='' REFUSED=
    refuse_ill_node
    refuse "$(sst_problem)"
    refuse "$(for_lines sst_option_problem "$CLUSTER_SST")"
    ! is_refused || fail 1 "refused before anything was touched" "$REFUSED" "correct this, then run pulumi up again"
    need_space "$SPACE_NEEDED"
    change_transfers tls || fail 1 "our options of Galera could not be written to $CLUSTER_CONF" "free disk space, then run this again"
    say "state transfers: encrypted and verified"
}

# change_transfers SST: in our file; the script reads it when it runs
change_transfers() {
    want_cluster "$MODE_IN_FILE" "$1"
    write_cluster_conf && record_cluster_conf
}

verb_restore_transfers() {
    read_encryption
    undo_under_claim has_transfers restore_transfers
}

has_transfers() {
    recall_cluster_conf
    [ "$SST_IN_FILE" = tls ]
}

restore_transfers() {
    make_work
    look_at_cluster_conf
    if [ -n "$ANSWERED" ]; then find_cluster_files; else find_cluster_theirs; fi
    change_transfers plain || { RETURN_ERROR="$CLUSTER_CONF could not be written"; return 1; }
    say "restored: state transfers as before"
}

# --- check-member: it takes TLS, as its activation has brought it to; restore-member: plaintext alone again --------
# When all members take plaintext and transfer in the clear. A claim that is released takes this along, by its own restart.

verb_check_member() {
    read_encryption
    with_lock check_member
}

check_member() {
    mend
    own_claim "$CLAIM"
    need_database check-member
    find_cluster_conf
    look_at_cluster_conf
    refuse_plain_member
    say "this member takes TLS"
}

verb_restore_member() {
    read_encryption
    undo_under_claim offers_tls restore_member
}

offers_tls() {
    recall_cluster_conf
    case $MODE_IN_FILE in mixed | tls) ;; *) return 1 ;; esac
}

restore_member() {
    look_at_member_to_restore || return 1
    if running_pid && ! members_take_plaintext; then
        RETURN_ERROR="$RETURN_ERROR, a member of the same cluster, takes nothing but TLS: without TLS this one could not come back; nothing was touched"
        return 1
    fi
    return_cluster open plain "takes plaintext alone" || return 1
    remove_all "$CLUSTER_FOLDER"
    [ -z "$CLUSTER_RETURNED" ] || say "restored: the members' traffic as before"
}

# members_take_plaintext: or this one would find none of them once it has no TLS. RETURN_ERROR says which does not.
members_take_plaintext() {
    [ "${CLUSTER_SIZE:-1}" -gt 1 ] || return 0
    members_port=${CLUSTER_AT##*:}
    members_at=$(server_variable wsrep_cluster_address)
    members_at=${members_at#*://}
    members_ifs=$IFS
    IFS=,
    for members_one in ${members_at%%\?*}; do
        IFS=$members_ifs
        case $members_one in *:*) ;; *) members_one=$members_one:$members_port ;; esac
        takes_plaintext "$members_one" || {
            RETURN_ERROR=$members_one
            return 1
        }
    done
    IFS=$members_ifs
}

# takes_plaintext ADDRESS: or nobody listens. Where plaintext is taken, whoever is connected to speaks first, within a second;
# for TLS alone it waits.
takes_plaintext() {
    case $(member_says "$1") in *'system error: 110'*) return 1 ;; esac
}

# member_says ADDRESS: what the database's client hears from a member, on the port that members talk on: it tells one that
# speaks first from one that waits, and from nobody, and is there.
member_says() {
    case $1 in
        *:*) says_host=${1%:*} says_port=${1##*:} ;;
        *) says_host=$1 says_port=$GALERA_PORT ;;
    esac
    limited "$PROBE_LIMIT" "$CLIENT" --no-defaults --protocol=tcp --host="$says_host" --port="$says_port" --connect-timeout=5 -e '' 2>&1 </dev/null
}
