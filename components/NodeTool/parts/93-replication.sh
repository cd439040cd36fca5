
# --- encrypt-replication: each source verified, by its name and its CA; or everything back ---------
# A server reads the CA file anew whenever it connects to its source, so that the file alone changes in a CA rollover.

REPLICATION_FOLDER=$KEYS/replication
REPLICATION_CA=$REPLICATION_FOLDER/root.crt
SOURCES=$STATE/sources      # a record of each stream that we changed: how it was

verb_encrypt_replication() {
    read_replication
    required_file root.crt
    with_lock encrypt_replication
}

# Of what it gets, restore-replication needs the claim.
read_replication() {
    read_request "claim moment reapply" "root.crt"
    required claim 'hex 16' 'the id that claim printed'
    CLAIM=$VALUE
}

encrypt_replication() {
    mend
    own_claim "$CLAIM"
    need_database encrypt-replication
    need_server
    need_kind "$KIND"
    make_work
    file_in_request root.crt >"$WORK/root.crt"
    has_certificate "$WORK/root.crt" || fail 2 "file \"root.crt\" holds no certificate; nothing was touched" "give the CAs of the sources"
    until_true "$STREAM_LIMIT" sources_are_settled
    [ -n "$SOURCES_TOLD" ] || fail 1 "the server does not tell from whom it replicates; nothing was touched" "$SQL_ERROR" \
        "$REPLICATION_RIGHT to ${ADMIN_USER:-root}"
    forget_lost_sources
    if [ -z "$SOURCES_NOW" ]; then
        say "nothing to encrypt: this node replicates from nobody"
        return
    fi
    REFUSED=
    for_lines refuse_source "$SOURCES_NOW"
    ! is_refused || fail 1 "refused before anything was touched" "$REFUSED" "correct this, then run pulumi up again"
    need_space "$SPACE_NEEDED"
    install_replication_ca "$WORK/root.crt"
    for_lines encrypt_source "$SOURCES_NOW"
}

# look_at_sources: SOURCES_NOW, a line for each source that take_source reads
look_at_sources() {
    SOURCES_NOW=$(stream_rows channel_name source_host source_port replica_io_running replica_sql_running source_ssl_allowed source_ssl_ca_file source_ssl_verify_server_cert) && return
    SQL_ERROR=$(printf '%s\n' "$SOURCES_NOW" | without_statement)
    return 1
}

# sources_are_settled: none of them is being connected to, as after a restart
sources_are_settled() {
    SOURCES_TOLD=
    look_at_sources || return 0
    SOURCES_TOLD=yes
    case $SOURCES_NOW in *'	Connecting	'*) return 1 ;; esac
}

# take_source LINE: SOURCE_CHANNEL and so on
take_source() {
    IFS='	' read -r SOURCE_CHANNEL SOURCE_HOST SOURCE_PORT SOURCE_IO SOURCE_SQL SOURCE_SSL SOURCE_CA SOURCE_VERIFY <<LINE
$1
LINE
    SOURCE_CHANNEL=${SOURCE_CHANNEL#=} SOURCE_CA=${SOURCE_CA#=}
    SOURCE=$SOURCE_HOST:$SOURCE_PORT
}

source_is_encrypted() { [ "$SOURCE_SSL/$SOURCE_CA/$SOURCE_VERIFY" = "Yes/$REPLICATION_CA/Yes" ]; }

# refuse_source LINE: what stands against it, before anything is touched. One that is encrypted already is proved as well:
# the CAs may be others.
refuse_source() {
    take_source "$1"
    if [ "$SOURCE_IO/$SOURCE_SQL" != Yes/Yes ]; then
        refuse "replication from $SOURCE does not run (IO thread: $SOURCE_IO, SQL thread: $SOURCE_SQL): repair it first, or whether it can be encrypted is not known"
        return
    fi
    refuse "$(source_problem)"
    [ "$KIND" = mariadb ] || source_is_encrypted || refuse "$(source_login_problem)"
}

# source_problem: one sentence when the source shows no certificate for the name by which it is called, with these CAs
source_problem() {
    source_named=-verify_hostname
    case $SOURCE_HOST in *[!0-9.]*) case $SOURCE_HOST in *:*) source_named=-verify_ip ;; esac ;; *) source_named=-verify_ip ;; esac
    source_at=$SOURCE
    case $SOURCE_HOST in *:*) source_at="[$SOURCE_HOST]:$SOURCE_PORT" ;; esac
    source_text=$(limited "$PROBE_LIMIT" openssl s_client -connect "$source_at" -starttls mysql -CAfile "$WORK/root.crt" "$source_named" "$SOURCE_HOST" </dev/null 2>&1)
    source_verdict=$(printf '%s\n' "$source_text" | sed -n 's/^.*Verify return code: //p' | head -n 1)
    case $source_verdict in
        0*) ;;
        '') echo "the source $SOURCE shows no TLS to this node: turn it on there first" ;;
        *) echo "the certificate of the source $SOURCE is not accepted by this name with the CAs of its group: $source_verdict. Put the name by which this node calls it into alternativeNames of its node" ;;
    esac
}

# A login that was given with START REPLICA is gone when replication is stopped.
source_login_problem() {
    source_login=$(sql "SELECT COUNT(*) FROM mysql.slave_master_info WHERE Channel_name = $(quoted "$SOURCE_CHANNEL") AND User_name <> ''" 2>/dev/null) || return 0
    [ "$source_login" != 0 ] ||
        echo "the login for the source $SOURCE was given with START REPLICA and is stored nowhere: it would not start again. Store it with CHANGE REPLICATION SOURCE TO SOURCE_USER, SOURCE_PASSWORD"
}

# install_replication_ca FILE: its certificates, and no other, are those that sources are verified with
install_replication_ca() {
    ! same_file "$1" "$REPLICATION_CA" || return 0
    { make_folders "$REPLICATION_FOLDER" && write_file "$REPLICATION_CA" 0644 <"$1"; } || fail 1 "$REPLICATION_CA could not be written" "free disk space, then run this again"
    say "installed: $REPLICATION_CA"
}

# add_replication_ca FILE: beside those that it trusts already: the sources may not have their new certificates yet
add_replication_ca() {
    join_certificates "$1" "$REPLICATION_CA"
    install_replication_ca "$JOINED"
}

encrypt_source() {
    take_source "$1"
    if source_is_encrypted; then
        say "replication from $SOURCE: encrypted and verified already"
        return
    fi
    source_record=$SOURCES/channel-$(printf '%s' "$SOURCE_CHANNEL" | hex)
    # What stood before us is recorded once; what stood before this run is what a failure brings back.
    [ -f "$source_record" ] || record_source "$source_record" || fail 1 "$SOURCES could not be written" "free disk space, then run this again"
    record_source "$SOURCES/changing" || fail 1 "$SOURCES could not be written" "free disk space, then run this again"
    if change_source Yes "$REPLICATION_CA" Yes; then
        rm -f "$SOURCES/changing" && flush "$SOURCES"
        say "replication from $SOURCE: encrypted and verified"
        return
    fi
    source_error=$SQL_ERROR
    tell "failed: $source_error"
    return_source "$SOURCES/changing" || fail 1 "ROLLING BACK FAILED, too: $RETURN_ERROR" "repair replication; the next run of $TOOL goes on rolling back"
    fail 1 "rolled back: replication from $SOURCE runs as it did before" "correct what is named above, then run pulumi up again"
}

# record_source FILE: how the stream is now
record_source() {
    [ -d "$SOURCES" ] || mkdir "$SOURCES" || return 1
    printf 'channel: %s\nsource: %s\nio: %s\nsql: %s\nssl: %s\nca: %s\nverify: %s\n' \
        "$SOURCE_CHANNEL" "$SOURCE" "$SOURCE_IO" "$SOURCE_SQL" "$SOURCE_SSL" "$SOURCE_CA" "$SOURCE_VERIFY" | write_file "$1" 0600
}

# change_source SSL CA VERIFY: of the stream that was taken; true when it runs again as it did. SQL_ERROR says why not.
change_source() {
    source_flags=$(as_flag "$1") source_verifies=$(as_flag "$3") source_ca=$(quoted "$2")
    if [ "$KIND" = mariadb ]; then
        source_name=$(quoted "$SOURCE_CHANNEL")
        run_sql "STOP SLAVE $source_name" &&
            run_sql "CHANGE MASTER $source_name TO MASTER_SSL = $source_flags, MASTER_SSL_CA = $source_ca, MASTER_SSL_VERIFY_SERVER_CERT = $source_verifies" || return 1
    else
        source_name="FOR CHANNEL $(quoted "$SOURCE_CHANNEL")"
        run_sql "STOP REPLICA IO_THREAD $source_name" &&
            run_sql "CHANGE REPLICATION SOURCE TO SOURCE_SSL = $source_flags, SOURCE_SSL_CA = $source_ca, SOURCE_SSL_VERIFY_SERVER_CERT = $source_verifies $source_name" || return 1
    fi
    start_source
}

as_flag() { if [ "$1" = Yes ]; then echo 1; else echo 0; fi; }

# start_source: the threads that ran; true when they run again
start_source() {
    for source_thread in IO SQL; do
        [ "$source_thread" = IO ] && source_ran=$SOURCE_IO || source_ran=$SOURCE_SQL
        [ "$source_ran" != No ] || continue
        if [ "$KIND" = mariadb ]; then run_sql "START SLAVE $(quoted "$SOURCE_CHANNEL") ${source_thread}_THREAD"; else
            run_sql "START REPLICA ${source_thread}_THREAD FOR CHANNEL $(quoted "$SOURCE_CHANNEL")"
        fi || return 1
    done
    # One that did not get through before is not waited for.
    [ "$SOURCE_IO" = Yes ] || return 0
    until_true "$STREAM_LIMIT" source_runs
}

# source_runs: connected to its source; an error of a connection that cannot succeed is not waited for
source_runs() {
    SOURCE_FOUND=
    for_lines keep_if_of_channel "$(stream_rows channel_name replica_io_running error)"
    source_state=${SOURCE_FOUND#*	}
    SQL_ERROR="replication from $SOURCE does not run: ${source_state#*	=}"
    [ "${source_state%%	*}" = Yes ]
}

# return_source RECORD: as it was recorded; the record goes last
return_source() {
    [ -f "$1" ] || return 0
    take_record "$1"
    change_source "$SOURCE_SSL" "$SOURCE_CA" "$SOURCE_VERIFY" || { RETURN_ERROR=$SQL_ERROR; return 1; }
    rm -f "$1" && flush "$SOURCES"
}

take_record() {
    recall "$1" channel
    SOURCE_CHANNEL=$VALUE
    recall "$1" source
    SOURCE=$VALUE
    recall "$1" io
    SOURCE_IO=$VALUE
    recall "$1" sql
    SOURCE_SQL=$VALUE
    recall "$1" ssl
    SOURCE_SSL=$VALUE
    recall "$1" ca
    SOURCE_CA=$VALUE
    recall "$1" verify
    SOURCE_VERIFY=$VALUE
}

# --- restore-replication: what encrypt-replication changed, as it was before ------------------------

verb_restore_replication() {
    read_replication
    undo_under_claim has_sources restore_sources
}

has_sources() { [ -d "$SOURCES" ]; }

# restore_sources: each forgets what it has taken back, so a killed run is continued by the next
restore_sources() {
    has_sources || return 0
    answers || {
        RETURN_ERROR="replication can be put back only while the server runs: start it ($(start_command || echo 'with the command that this node uses'))"
        return 1
    }
    look_at_sources || { RETURN_ERROR="the server does not tell from whom it replicates: $SQL_ERROR"; return 1; }
    forget_lost_sources
    for restore_source in "$SOURCES"/channel-*; do
        [ ! -f "$restore_source" ] || restore_one_source "$restore_source" || return 1
    done
    rm -rf "$REPLICATION_FOLDER" "$SOURCES" && flush "$STATE"
}

restore_one_source() {
    find_source "$1"
    take_source "$SOURCE_FOUND"
    if ! source_is_encrypted; then
        # Or the record of a run that was killed at its very end.
        tell "replication from $SOURCE is not as we left it, and stays as it is"
        rm -f "$1"
        return
    fi
    record_source "$SOURCES/changing" || { RETURN_ERROR="$SOURCES could not be written"; return 1; }
    restore_io=$SOURCE_IO restore_sql=$SOURCE_SQL
    take_record "$1"
    # Stopped in between by somebody, it stays so.
    SOURCE_IO=$restore_io SOURCE_SQL=$restore_sql
    change_source "$SOURCE_SSL" "$SOURCE_CA" "$SOURCE_VERIFY" || {
        restore_error=$SQL_ERROR
        return_source "$SOURCES/changing" || restore_error="$restore_error; and with TLS: $RETURN_ERROR"
        RETURN_ERROR=$restore_error
        return 1
    }
    # In this order: with the record alone the next run finds that there is nothing left to do.
    rm -f "$SOURCES/changing" "$1" && flush "$SOURCES"
    say "restored: replication from $SOURCE"
}

# find_source RECORD: SOURCE_FOUND, the line of the stream that was recorded; empty when it is no more
find_source() {
    recall "$1" channel
    SOURCE_CHANNEL=$VALUE SOURCE_FOUND=
    for_lines keep_if_of_channel "$SOURCES_NOW"
}

keep_if_of_channel() { case $1 in "=$SOURCE_CHANNEL	"*) SOURCE_FOUND=$1 ;; esac; }

# forget_lost_sources: the records of streams that are no more
forget_lost_sources() {
    for lost_record in "$SOURCES"/channel-*; do
        [ -f "$lost_record" ] || continue
        find_source "$lost_record"
        [ -n "$SOURCE_FOUND" ] || rm -f "$lost_record"
    done
}

# mend_replication: what a killed run was changing runs again as it did before
mend_replication() {
    [ -f "$SOURCES/changing" ] || return 0
    use_claim
    tell "an earlier change of replication did not end: rolled back first"
    need_server
    return_source "$SOURCES/changing" || fail 1 "the earlier change of replication could not be rolled back: $RETURN_ERROR" "repair replication, then run this again"
}
