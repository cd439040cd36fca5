
# --- claim: who owns this node, and what stood before; changes nothing else ----------------------

# read_claim: of which server this node is claimed; asks nobody
read_claim() {
    recall "$STATE/claim" server
    KIND=$VALUE
    recall "$STATE/claim" datadir
    DATADIR=$VALUE
}

use_claim() {
    read_claim
    use_recorded_admin
    find_client
    if [ "$KIND" != proxysql ] && { answers || comes_back; }; then
        ANSWERED=yes
        find_groups
    fi
}

# comes_back: it crashed a moment ago, and mysqld_safe starts it again
comes_back() { a_safe_has_no_server && settle && running_pid && until_answers_or_gone && running_pid; }

own_claim() {
    refuse_other_claim "$1"
    use_claim
}

# refuse_other_claim ID: the node's claim is to be the one that the request belongs to
refuse_other_claim() {
    [ -f "$STATE/claim" ] || fail 2 "this node is not claimed; nothing was touched" "raise this node's number reapply in the configuration, then pulumi up"
    recall "$STATE/claim" id
    [ "$VALUE" = "$1" ] ||
        fail 3 "refused: this node is claimed by $(recorded "$STATE/claim" owner) under another id; nothing was touched" \
            "run pulumi up where that owner is configured, or pulumi refresh and up here"
}

need_server() {
    if [ "$KIND" = proxysql ]; then
        need_proxy
        return
    fi
    # use_claim may have asked a moment ago.
    [ -z "$ANSWERED" ] || return 0
    if answers || comes_back; then return; fi
    case $SQL_ERROR in
        *1045* | *1698* | *'Access denied'*)
            fail 1 "the server refuses the login of ${ADMIN_USER:-root} over $SOCKET; nothing was touched" "$SQL_ERROR" \
                "give database.adminUser and database.adminPassword of an account that may administer the server" ;;
        *)
            fail 1 "the database server is stopped or does not answer on $SOCKET; nothing was touched" "$SQL_ERROR" \
                "start it: $(start_command || echo 'with the command that this node uses')" "$(start_hindrance)" ;;
    esac
}

# start_hindrance: a sentence when the server was told of certificates that are not there any more. MariaDB does not start so.
start_hindrance() {
    [ -f "$STATE/installed" ] && [ -f "$CONF" ] || return 0
    certificate_problem "$KEYS/server" server sslserver
    [ -z "$VALUE" ] || echo "if it does not start: in $KEYS/server $VALUE; move $CONF aside, start it, raise this node's number reapply in the configuration, then pulumi up"
}

need_kind() {
    server_kind
    need_found=$VALUE
    [ "$need_found" = "$1" ] ||
        fail 2 "the server on this node is $need_found $SERVER_VERSION, the request says $1; nothing was touched" "set kind: $need_found"
}

CLAIM_KEYS='owner formerly server admin-user admin-password admin-port ca-keys also-trusted-ca-keys ca-change adopt start-command reapply'
PROXY_ADMIN_PORT=6032

# read_login: ADMIN_USER, ADMIN_PASSWORD and ADMIN_PORT of the request
read_login() {
    field admin-user
    ADMIN_USER=$VALUE
    field admin-password
    ADMIN_PASSWORD=$VALUE
    field admin-port
    ADMIN_PORT=$VALUE
    ADMIN_PORT=${ADMIN_PORT:-$PROXY_ADMIN_PORT}
}

verb_claim() {
    read_request "$CLAIM_KEYS" ""
    required owner text 'project/stack/node'
    OWNER=$VALUE
    field formerly
    FORMERLY=$VALUE
    required server 'mariadb|mysql|percona|proxysql' 'mariadb, mysql, percona or proxysql'
    KIND=$VALUE
    read_login
    if [ "$KIND" = proxysql ]; then
        for claim_key in admin-user admin-password; do
            required "$claim_key" text 'the login of its admin interface: proxysql.adminUser, proxysql.adminPassword'
        done
    fi
    has_shape "$ADMIN_PORT" port ||
        fail 2 "key \"admin-port\" is not a port; nothing was touched" "give proxysql.adminPort, such as $PROXY_ADMIN_PORT"
    [ -z "$ADMIN_PASSWORD" ] || ADMIN_USER=${ADMIN_USER:-root}
    field ca-keys
    CA_KEYS=$VALUE
    [ -z "$CA_KEYS" ] || required ca-keys 'hexes 64' 'the SHA-256 of each CA key, in hex'
    field also-trusted-ca-keys
    TRUSTED_KEYS=$VALUE
    [ -z "$TRUSTED_KEYS" ] || required also-trusted-ca-keys 'hexes 64' 'the SHA-256 of each CA key, in hex'
    field ca-change
    CA_CHANGE=$VALUE
    [ -z "$CA_CHANGE" ] || required ca-change abrupt 'abrupt, or leave it out'
    field adopt
    ADOPT=$VALUE
    [ -z "$ADOPT" ] || required adopt true 'true, or leave it out'
    read_start_command
    with_lock claim_node
}

# read_start_command: START_COMMAND, which starts this server where no service does. It cannot be tried without a server that
# is stopped; whether there is such a command can be.
read_start_command() {
    field start-command
    START_COMMAND=$VALUE
    [ -n "$START_COMMAND" ] || return 0
    required start-command text 'the command that starts the server: database.startCommand'
    start_word=${START_COMMAND%%[[:space:]]*}
    case $start_word in *=*) return 0 ;; esac
    command -v "$start_word" >/dev/null 2>&1 ||
        fail 2 "\"$start_word\" is no command on this node; nothing was touched" "correct database.startCommand: $START_COMMAND"
}

claim_node() {
    # Mending runs with what is recorded; what the request brings must not be lost over it.
    claim_user=$ADMIN_USER claim_password=$ADMIN_PASSWORD claim_port=$ADMIN_PORT claim_kind=$KIND
    refuse_other_owner
    use_admin_of_request
    # stdout is the id, nothing else.
    mend >&2
    ADMIN_USER=$claim_user ADMIN_PASSWORD=$claim_password ADMIN_PORT=$claim_port KIND=$claim_kind
    find_client
    refuse_other_server
    need_server
    if [ "$KIND" != proxysql ]; then
        need_kind "$KIND"
        server_pid || fail 1 "the server's pid_file $SERVER_PID_FILE cannot be read; nothing was touched"
        find_groups
    fi
    refuse_ca_change "$CA_KEYS" "$TRUSTED_KEYS"
    # Later it was taken over, or came after us.
    [ -f "$STATE/installed" ] || judge_add_on
    if [ ! -f "$STATE/claim" ]; then
        need_space "$SPACE_NEEDED"
        record_before || {
            rm -rf "$BEFORE" "$BEFORE.new" "$ADOPTING"
            fail 1 "what stands on the node could not be copied to $BEFORE; nothing was touched" "free disk space, then run this again"
        }
    fi
    record_admin || fail 1 "$STATE/admin could not be written" "free disk space, then run this again"
    record_start_command || fail 1 "$STATE/start-command could not be written" "free disk space, then run this again"
    if [ -f "$STATE/claim" ]; then take_over; else record_claim; fi ||
        fail 1 "$STATE/claim could not be written; nothing was touched" "free disk space, then run this again"
    recorded "$STATE/claim" id
}

refuse_other_owner() {
    recall "$STATE/claim" owner
    claim_owner=$VALUE
    if [ -n "$claim_owner" ] && [ "$claim_owner" != "$OWNER" ] && [ "$claim_owner" != "$FORMERLY" ] && [ ! -e "$STATE/releasing" ]; then
        fail 3 "refused: this node is claimed by $claim_owner since $(recorded "$STATE/claim" time), not by $OWNER; nothing was touched" \
            "destroy it there first (or on the node: printf 'request: 1\\nowner: $claim_owner\\nend: 1\\n' | $TOOL release)"
    fi
}

# take_over: a node that was renamed in the configuration has another owner; its claim stays what it is
take_over() {
    recall "$STATE/claim" owner
    take_from=$VALUE
    [ "$take_from" != "$OWNER" ] || return 0
    take_rest=$(sed '/^owner: /d' "$STATE/claim") && printf 'owner: %s\n%s\n' "$OWNER" "$take_rest" | write_file "$STATE/claim" 0600 || return 1
    tell "the claim of $take_from was taken over: it is that of $OWNER now"
}

# use_admin_of_request: ProxySQL's password was changed, and mending has to log in
use_admin_of_request() {
    [ "$KIND" = proxysql ] && [ "$(recorded "$STATE/claim" server)" = proxysql ] && [ -n "$ADMIN_PASSWORD" ] || return 0
    find_client
    ! answers || record_admin || fail 1 "$STATE/admin could not be written; nothing was touched" "free disk space, then run this again"
}

# A claim knows what stood before of one server only.
refuse_other_server() {
    recall "$STATE/claim" server
    claim_server=$VALUE
    case ${claim_server:-$KIND}:$KIND in
        proxysql:proxysql) ;;
        proxysql:* | *:proxysql)
            fail 2 "this node is claimed as $claim_server, the request says $KIND; nothing was touched" \
                "release it first: pulumi up --replace its claim, or set kind: $claim_server" ;;
    esac
}

# The folders that we may have to create, deepest first
OUR_FOLDERS="$KEYS $JELASTIC/keys $JELASTIC $CONF_FOLDER ${CONF_FOLDER%/*}"

record_before() {
    if [ "$KIND" = proxysql ]; then
        record_before_proxy
        return
    fi
    remove_all "$BEFORE" "$BEFORE.new"
    mkdir "$BEFORE.new" && : >"$BEFORE.new/paths" || return 1
    find_main_file
    keep "$BEFORE.new" "$CONF" "$KEYS/server" "$KEYS/client" "$GENERATIONS" "$DEBIAN_CNF" "$APPARMOR_LOCAL" "$MAIN_FILE" || return 1
    for before_folder in $OUR_FOLDERS; do
        [ -d "$before_folder" ] || printf '%s\n' "$before_folder"
    done >"$BEFORE.new/folders" || return 1
    told_variables
    printf '%s' "$VALUE" >"$BEFORE.new/variables" || return 1
    # An administrator who may not read them cannot change them either.
    account_rows 2>/dev/null | cut -f1-3 >"$BEFORE.new/requirements" || return 1
    served_certificate
    remember_server "$BEFORE.new" "$VALUE" && take_effect "$BEFORE" || return 1
    ! is_left_over || mend_lost_record
}

# is_left_over: our certificates are in use, and no claim knows of it: somebody has removed $STATE
is_left_over() {
    [ -L "$KEYS/server" ] || return 1
    case $(readlink "$KEYS/server") in .generations/server-*) ;; *) return 1 ;; esac
}

# mend_lost_record: what stood before us nobody knows any more. What is ours did not, and goes with the release; the server then
# finds its own values at its start.
mend_lost_record() {
    : >"$BEFORE/lost" && printf '%s\n' "$JELASTIC/keys" "$JELASTIC" >>"$BEFORE/folders" || return 1
    for lost_path in "$DEBIAN_CNF" "$APPARMOR_LOCAL" "$MAIN_FILE"; do
        kept_as "$BEFORE" "$lost_path" || return 1
        [ "${VALUE#* }" = present ] || continue
        lost_copy=$BEFORE/${VALUE%% *}
        lost_text=$(without_our_lines <"$lost_copy" && echo .) && printf '%s' "${lost_text%.}" | rewrite_file "$lost_copy" || return 1
    done
    mend_record || return 1
    keep_as_absent "$KEYS/server" "$KEYS/client" "$GENERATIONS" || return 1
    tell "$LOST_RECORD; what is ours here goes with release, and the server then runs with its own defaults"
}

LOST_RECORD="the record of what stood on this node before was removed with $STATE"

# keep_as_absent PATH...: what was kept of them is ours, and did not stand there before
keep_as_absent() {
    for absent_path in "$@"; do
        kept_as "$BEFORE" "$absent_path" || return 1
        absent_kept=${VALUE%% *}
        sed "s/^$absent_kept present /$absent_kept absent /" "$BEFORE/paths" | write_file "$BEFORE/paths" 0600 && remove_all "$BEFORE/$absent_kept" || return 1
    done
}

record_admin() {
    if [ -z "$ADMIN_USER" ]; then
        remove_all "$STATE/admin"
    else
        printf 'user: %s\npassword: %s\nport: %s\n' "$ADMIN_USER" "$ADMIN_PASSWORD" "$ADMIN_PORT" | write_file "$STATE/admin" 0600
    fi
}

record_start_command() {
    if [ -z "$START_COMMAND" ]; then
        remove_all "$STATE/start-command"
    else
        printf '%s\n' "$START_COMMAND" | write_file "$STATE/start-command" 0600
    fi
}

# new_claim_id: claim_id, 16 hex digits
new_claim_id() {
    random_hex
    claim_id=${VALUE%????????????????}
}

record_claim() {
    if [ "$KIND" = proxysql ]; then
        record_proxy_claim
        return
    fi
    server_pid
    claim_pid=$VALUE
    new_claim_id
    {
        printf 'owner: %s\nid: %s\nserver: %s\n' "$OWNER" "$claim_id" "$KIND"
        printf 'version: %s\npid-file: %s\n' "$SERVER_VERSION" "$SERVER_PID_FILE"
        printf 'datadir: %s\n' "$(readlink -f "$SERVER_DATADIR")"
        printf 'user: %s\ntime: %s\n' "$(stat -c %u:%g "/proc/$claim_pid")" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')"
    } | write_file "$STATE/claim" 0600
}
