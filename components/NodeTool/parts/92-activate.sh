
# --- activate: switch, reload or restart, check what is served; or everything back ---------------

read_activation() {
    read_request "claim server-generation client-generation certificate-sha256 restart topology cluster-members reapply" "ssl-config.cnf"
    read_generations
    read_certificate
    required restart 'allowed|forbidden' 'allowed or forbidden'
    RESTART=$VALUE
    read_topology
    read_members
    required_file ssl-config.cnf
}

verb_activate() {
    read_activation
    with_lock activate_node
}

activate_node() {
    mend
    own_claim "$CLAIM"
    need_server
    need_kind "$KIND"
    find_groups
    make_work
    wanted_configuration || fail 1 "$WORK cannot be written; nothing was touched" "free disk space, then run this again"
    look
    look_at_health
    plan_cluster
    REASONS=$(restart_reasons; cluster_reason)
    refuse_bad_activation
    if is_done; then
        await_health "nothing is to be changed on this node"
        say "nothing to do"
        say "serving $CERTIFICATE"
        return
    fi
    refuse_restart
    refuse_ill_node
    need_space "$SPACE_NEEDED"
    report_edited_config
    report_add_on_config
    begin_journal
    switch_files || undo "the files could not be switched"
    if [ -n "$REASONS" ]; then restart_server; else reload_server; fi
    check_activation
    [ -z "$CLUSTER_RUNS" ] || check_cluster
    check_health
    commit_activation
    await_health "TLS is active on this node, and stays so"
    say "serving $CERTIFICATE"
}

# look: gathers all that is judged below. WANTED: "name<tab>value" as the server must run afterwards
look() {
    server_options "$CONF" "$WORK/ssl-config.cnf" >"$WORK/effective"
    look_names=$(wanted_variables)
    # shellcheck disable=SC2086 # names of variables: one word each
    look_at_variables $look_names
    served_certificate
    SERVED=$VALUE
}

# wanted_variables: $WORK/options, what our file sets, and $WORK/wanted; prints the names of the latter.
# What our previous file set and the new one does not goes back to what it was before us.
wanted_variables() {
    : >"$WORK/options"
    : >"$WORK/wanted"
    if [ -f "$STATE/installed" ] && [ -f "$CONF" ]; then options_in "$CONF"; fi >"$WORK/previous"
    awk -F '\t' -v OFS='\t' -v own="$CONF" -v options="$WORK/options" -v wanted="$WORK/wanted" '
        function want(name, value) { print name, value >wanted; if (name ~ /^[a-z0-9_]+$/) print name }
        FILENAME ~ /effective$/ {
            in_force[$1] = $2
            if ($3 == own) { ours[$1] = 1; print $1, $2 >options; want($1, $2) }
            next
        }
        FILENAME ~ /variables$/ { before[$1] = $2; next }
        $1 in ours { next }
        $1 in in_force { want($1, in_force[$1]); next }
        $1 in before { want($1, before[$1]) }' "$WORK/effective" "$BEFORE/variables" "$WORK/previous"
}

# look_at_variables NAME...: $WORK/variables, as the server runs; $WORK/persisted, what SET PERSIST holds, which MariaDB does
# not have. Both by one call, unless the administrator may not see the latter.
look_at_variables() {
    : >"$WORK/persisted"
    if [ "$KIND" = mariadb ] && told_variables "$@"; then
        printf '%s' "$VALUE" >"$WORK/variables"
        return
    fi
    variables_query "$@"
    look_query=$VALUE
    if [ "$KIND" != mariadb ] &&
        sql "$look_query; SELECT '=persisted', variable_name, variable_value FROM performance_schema.persisted_variables" >"$WORK/looked" 2>/dev/null; then
        awk -F '\t' -v OFS='\t' -v persisted="$WORK/persisted" '$1 == "=persisted" { print $2, $3 >persisted; next } { print }' "$WORK/looked" >"$WORK/variables"
    else
        sql "$look_query" >"$WORK/variables"
    fi
}

# refuse_bad_generations: those of the request are here, each of one piece, and the server's is the one that is meant
refuse_bad_generations() {
    for refuse_side in server client; do
        refuse_generation=$SERVER_GENERATION
        [ "$refuse_side" = server ] || refuse_generation=$CLIENT_GENERATION
        refuse_folder=$GENERATIONS/$refuse_side-$refuse_generation
        [ -d "$refuse_folder" ] ||
            fail 1 "the $refuse_side certificates of generation $refuse_generation are not on this node; nothing was touched" "run install-certificates first"
        certificate_problem "$refuse_folder" "$refuse_side" "ssl$refuse_side"
        refuse "$VALUE"
        [ "$refuse_side" = client ] || SERVER_FOLDER=$refuse_folder SERVER_SHA256=$LEAF_SHA256 SERVER_ALGORITHM=$LEAF_ALGORITHM
    done
    [ "$SERVER_SHA256" = "$CERTIFICATE" ] || refuse "server.crt of generation $SERVER_GENERATION has SHA-256 $SERVER_SHA256, the request says $CERTIFICATE"
}

refuse_bad_activation() {
    REFUSED=
    refuse_bad_generations
    for refuse_pair in ssl_ca=root.crt ssl_cert=server.crt ssl_key=server.key; do
        value_in "$WORK/options" "${refuse_pair%=*}"
        refuse_value=$VALUE
        [ "$refuse_value" = "$KEYS/server/${refuse_pair#*=}" ] ||
            refuse "ssl-config.cnf must set ${refuse_pair%=*} = $KEYS/server/${refuse_pair#*=} for the server; it says \"$refuse_value\""
    done
    refuse "$(transport_line_problem)"
    ! value_in "$WORK/options" ssl_cipher || refuse "$(cipher_problem "$VALUE" "$SERVER_ALGORITHM")"
    refuse "$(overriding_files)"
    [ ! -s "$WORK/persisted" ] || refuse "$(persisted_values)"
    refuse "$(unreadable_files)"
    # A reload reads none of its files, and starting the server's program to judge them is most of what a new certificate costs.
    if [ -n "$REASONS" ] || ! same_file "$WORK/ssl-config.cnf" "$CONF"; then refuse "$(invalid_options)"; fi
    [ -z "$CLUSTER_MEMBERS" ] || refuse "$(cluster_problems)"
    ! is_refused || fail 1 "refused before anything was touched" "$REFUSED" "correct this, then run pulumi up again"
}

refuse() { REFUSED=$REFUSED$NEWLINE$1; }

# is_refused: by one sentence at least
is_refused() { case $REFUSED in *[!"$NEWLINE"]*) ;; *) return 1 ;; esac; }

# A later file wins over ours at the next start.
overriding_files() {
    # A sign before each value, or the shell would drop those that are empty.
    awk -F '\t' -v OFS='\t' -v own="$CONF" '
        { value[$1] = $2; file[$1] = $3 }
        $3 == own { names[++count] = $1; ours[count] = $2 }
        END {
            for (i = 1; i <= count; i++) if (file[names[i]] != own) print file[names[i]], names[i], "=" value[names[i]], "=" ours[i]
            if (value["ssl"] == "OFF" || value["ssl"] == "0") print file["ssl"]
        }' "$WORK/effective" | while IFS='	' read -r over_file over_name over_value over_ours; do
        if [ -z "$over_name" ]; then
            echo "$over_file switches TLS off (skip-ssl or ssl=0): take it out there"
        elif ! same_value "${over_value#=}" "${over_ours#=}"; then
            echo "$over_file sets $over_name = ${over_value#=} and is read after $CONF: take it out there"
        fi
    done
}

persisted_values() {
    while IFS='	' read -r persisted_name persisted_value; do
        value_in "$WORK/wanted" "$persisted_name" || continue
        same_value "$VALUE" "$persisted_value" ||
            echo "SET PERSIST holds $persisted_name = $persisted_value, which wins over $CONF: RESET PERSIST $persisted_name"
    done <"$WORK/persisted"
}

unreadable_files() {
    unreadable_file=$(unreadable_by_server "$SERVER_FOLDER/root.crt" "$SERVER_FOLDER/server.crt" "$SERVER_FOLDER/server.key") ||
        echo "the server's user ($(server_user)) cannot read $unreadable_file: check the modes of the folders above it"
}

# unreadable_by_server FILE...: prints the first that the server's user cannot read, and is false, when there is one.
# Asked as that user, by number: its account may be locked. A node without setpriv leaves it to the server itself.
unreadable_by_server() {
    command -v setpriv >/dev/null 2>&1 || return 0
    recall "$STATE/claim" user
    # shellcheck disable=SC2016 # for the other shell
    setpriv --reuid="${VALUE%:*}" --regid="${VALUE#*:}" --clear-groups \
        sh -c 'for file in "$@"; do [ -r "$file" ] || { printf "%s\n" "$file"; exit 1; }; done' reader "$@"
}

# invalid_options: the server itself reads all of its files with ours among them, and says what it does not take
invalid_options() {
    invalid_server=$(command -v mariadbd || command -v mysqld) || return 0
    {
        for_lines include_existing "$MAIN_FILES"
        printf '!include %s\n' "$WORK/candidate.cnf"
    } >"$WORK/all.cnf"
    # The links may not be there yet.
    sed "s|$KEYS/server/|$SERVER_FOLDER/|g" "$WORK/ssl-config.cnf" >"$WORK/candidate.cnf"
    invalid_user=$(server_user)
    if [ "$KIND" = mariadb ]; then
        invalid_text=$(limited "$SQL_LIMIT" "$invalid_server" --defaults-file="$WORK/all.cnf" --user="$invalid_user" --verbose --help 2>&1 >/dev/null </dev/null) && return
    else
        invalid_text=$(limited "$SQL_LIMIT" "$invalid_server" --defaults-file="$WORK/all.cnf" --user="$invalid_user" --validate-config 2>&1 </dev/null) && return
    fi
    echo "the server does not accept its configuration with the new ssl-config.cnf: $(printf '%s\n' "$invalid_text" | grep -i error | head -n 3 | sed 's/.*\[ERROR\] *//' | tr '\n' ' ')"
}

include_existing() { [ ! -e "$1" ] || printf '!include %s\n' "$1"; }

server_user() {
    recall "$STATE/claim" user
    user_id=$VALUE
    awk -F: -v id="${user_id%:*}" '$3 == id { print $1; exit }' /etc/passwd
}

# restart_reasons: one sentence for each thing that only a restart brings; none, no restart
restart_reasons() {
    if [ "$KIND" = mariadb ]; then
        for reason_name in ssl_cert ssl_key ssl_ca; do
            value_in "$WORK/variables" "$reason_name"
            reason_now=$VALUE
            value_in "$WORK/wanted" "$reason_name"
            same_value "$reason_now" "$VALUE" ||
                { echo "MariaDB runs without our $reason_name: $RELOAD_MARIADB would succeed and do nothing"; break; }
        done
    fi
    while IFS='	' read -r reason_name reason_value; do
        is_dynamic "$reason_name" && continue
        case $KIND-$reason_name in mariadb-ssl_cert | mariadb-ssl_key | mariadb-ssl_ca) continue ;; esac
        value_in "$WORK/variables" "$reason_name" || continue
        reason_now=$VALUE
        same_value "$reason_now" "$reason_value" ||
            echo "$(server_name) takes $reason_name only at its start: it runs with \"$reason_now\", the file says \"$reason_value\""
    done <"$WORK/wanted"
    value_in "$WORK/variables" have_ssl
    [ "$VALUE" != DISABLED ] || echo "MariaDB was started with TLS disabled (have_ssl=DISABLED)"
}

is_done() {
    [ -z "$REASONS" ] && [ "$SERVED" = "$CERTIFICATE" ] && [ ! -e "$ROLLBACK" ] && [ -f "$STATE/installed" ] &&
        generation_in_use server && [ "$VALUE" = "$SERVER_GENERATION" ] && generation_in_use client && [ "$VALUE" = "$CLIENT_GENERATION" ] &&
        same_file "$WORK/ssl-config.cnf" "$CONF" && folder_is_included && [ -z "$(variable_problems "$WORK/variables")" ] && debian_cnf_is_done &&
        cluster_is_as_wanted
}

refuse_restart() {
    [ -n "$REASONS" ] || return 0
    [ "$RESTART" = allowed ] ||
        fail 1 "a restart is needed and restart is forbidden; nothing was touched" "$REASONS" "set restart: allowed for this node, and run pulumi up when a restart suits you"
    start_command >/dev/null ||
        fail 1 "a restart is needed, and neither systemd nor an init script starts this server; nothing was touched" "$REASONS" "set database.startCommand to the command that starts it, and run pulumi up again"
    ! other_unit ||
        fail 1 "a restart is needed, and systemd runs this server in $VALUE, while $START_UNIT would be started; nothing was touched" "$REASONS" "set database.startCommand to the command that starts it, as systemctl start mysql@1, and run pulumi up again"
}

# report_edited_config: a file that is not what we wrote is shown and kept before it is replaced
report_edited_config() {
    recall "$STATE/installed" "sha256 $CONF"
    report_ours=$VALUE
    [ -n "$report_ours" ] && [ -f "$CONF" ] && [ "$(sha256 <"$CONF")" != "$report_ours" ] || return 0
    ! same_file "$CONF" "$WORK/ssl-config.cnf" || return 0
    report_copy=$STATE/ssl-config.cnf.edited-$(date -u '+%Y%m%dT%H%M%SZ')
    { cp -p "$CONF" "$report_copy" && flush "$report_copy"; } || fail 1 "$CONF was edited, and could not be kept in $STATE; nothing was touched" "free disk space, then run this again"
    tell "$CONF was edited by hand; it is replaced, and kept in $report_copy until release. What differs (- edited, + new):"
    show_difference "$CONF" "$WORK/ssl-config.cnf"
}

show_difference() { diff -u "$1" "$2" | sed -e '1,2d' -e 's/\(pass[a-z]*[[:space:]]*=\).*/\1 (hidden)/' >&2; }

begin_journal() {
    remove_all "$ROLLBACK.new"
    {
        mkdir "$ROLLBACK.new" && : >"$ROLLBACK.new/paths" && cp "$WORK/variables" "$ROLLBACK.new/variables" &&
            remember_server "$ROLLBACK.new" "$SERVED"
    } || fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
    find_main_file
    set -- "$CONF" "$KEYS/server" "$KEYS/client" "$DEBIAN_CNF" "$APPARMOR_LOCAL" "$MAIN_FILE"
    if [ -n "$CLUSTER_RUNS" ]; then
        case $MODE_IN_FILE in mixed | tls) ;; *) [ -f "$BEFORE/cluster" ] || remember_cluster "$BEFORE" ;; esac || fail 1 "$BEFORE cannot be written; nothing was touched" "free disk space, then run this again"
        remember_cluster "$ROLLBACK.new" || fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
        set -- "$@" "$CLUSTER_CONF"
    fi
    keep "$ROLLBACK.new" "$@" "$STATE/installed" || fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
    keep "$BEFORE" "$@" || fail 1 "$BEFORE cannot be written; nothing was touched" "free disk space, then run this again"
    remember_new_names || fail 1 "$BEFORE cannot be written; nothing was touched" "free disk space, then run this again"
    take_effect "$ROLLBACK" || fail 1 "$ROLLBACK cannot be written; nothing was touched" "free disk space, then run this again"
}

# What our file sets for the first time has now the value that release brings back.
remember_new_names() {
    set -- "$BEFORE/variables"
    [ ! -f "$BEFORE/own-defaults" ] || set -- "$BEFORE/own-defaults" "$@"
    awk -F '\t' -v record="$BEFORE/variables" -v now="$WORK/variables" '
        FILENAME != now { known[$1] = 1 }
        FILENAME == record || (FILENAME == now && !($1 in known))' "$@" "$WORK/variables" >"$BEFORE/variables.new" || return 1
    # Mostly there is none.
    if cmp -s "$BEFORE/variables.new" "$BEFORE/variables"; then
        rm -f "$BEFORE/variables.new"
        return
    fi
    flush "$BEFORE/variables.new" && mv -T -f "$BEFORE/variables.new" "$BEFORE/variables"
}

switch_files() {
    make_folders "$CONF_FOLDER" && make_folders "$KEYS" &&
        allow_in_apparmor && include_folder && set_add_on_aside &&
        write_link_unflushed ".generations/server-$SERVER_GENERATION" "$KEYS/server" &&
        write_link_unflushed ".generations/client-$CLIENT_GENERATION" "$KEYS/client" &&
        write_unflushed "$CONF" 0644 <"$WORK/ssl-config.cnf" &&
        write_cluster_conf &&
        flush "$KEYS" "$CONF_FOLDER"
}

include_folder() {
    folder_is_included && return
    find_main_file
    include_main=$MAIN_FILE
    [ -e "$include_main" ] || : | write_file "$include_main" 0644 || return 1
    {
        without_our_lines <"$include_main"
        # A last line without its end must not swallow ours.
        [ -z "$(tail -c 1 "$include_main")" ] || echo
        printf '%s\n!includedir %s/\n%s\n' "$MARK_BEGIN" "$CONF_FOLDER" "$MARK_END"
    } >"$WORK/main" && rewrite_file "$include_main" <"$WORK/main" && say "included: $CONF_FOLDER in $include_main" && find_option_files && folder_is_included
}

apparmor_is_active() { [ "$KIND" != mariadb ] && [ -f "$APPARMOR_PROFILE" ] && grep -q . /sys/kernel/security/apparmor/profiles 2>/dev/null; }

allow_in_apparmor() {
    apparmor_is_active || return 0
    ! grep -qxF "$MARK_BEGIN" "$APPARMOR_LOCAL" 2>/dev/null || return 0
    make_folders "${APPARMOR_LOCAL%/*}" || return 1
    [ -e "$APPARMOR_LOCAL" ] || : | write_file "$APPARMOR_LOCAL" 0644 || return 1
    {
        cat "$APPARMOR_LOCAL"
        printf '%s\n%s/** r,\n%s\n' "$MARK_BEGIN" "$JELASTIC/keys" "$MARK_END"
    } >"$WORK/apparmor" && rewrite_file "$APPARMOR_LOCAL" <"$WORK/apparmor" && reload_apparmor && say "allowed in AppArmor: $JELASTIC/keys"
}

reload_apparmor() { ! apparmor_is_active || limited "$SQL_LIMIT" apparmor_parser -r "$APPARMOR_PROFILE"; }

# The init script of MariaDB logs in with debian.cnf. Where the client verifies by default it must know our CA,
# else every later stop and start by that script fails.
debian_cnf_wanted() {
    without_our_lines <"$DEBIAN_CNF" | awk -v ca="ssl-ca = $KEYS/server/root.crt" -v begin="$MARK_BEGIN" -v end="$MARK_END" -v off="$MARK_OFF" '
        /^[ \t]*\[/ { client = /^[ \t]*\[client\]/ }
        client && /^[ \t]*ssl[-_]ca[ \t]*=/ { print off $0; next }
        { print }
        /^[ \t]*\[client\]/ && !put { print begin; print ca; print end; put = 1 }'
}

debian_cnf_is_done() {
    [ "$KIND" = mariadb ] && [ -f "$DEBIAN_CNF" ] && [ -n "$CLIENT_VERIFIES" ] || return 0
    debian_cnf_wanted | cmp -s - "$DEBIAN_CNF"
}

mend_debian_cnf() {
    debian_cnf_is_done && return
    debian_cnf_wanted >"$WORK/debian.cnf" && rewrite_file "$DEBIAN_CNF" <"$WORK/debian.cnf"
}

restart_server() {
    stop_server || undo "the server could not be stopped: $SQL_ERROR"
    # Only now: a stop by the init script would meet the new CA and the old certificate.
    mend_debian_cnf || undo "$DEBIAN_CNF could not be written"
    start_server is_still_known || undo "the server did not come back with the new configuration"
    # One restart, however many reasons.
    reason_begin=restarted
    for_lines say_reason "$REASONS"
    check_served
}

say_reason() {
    say "$reason_begin: $1"
    reason_begin='and because'
}

reload_server() {
    mend_debian_cnf || undo "$DEBIAN_CNF could not be written"
    apply_variables
    if [ "$SERVED" != "$CERTIFICATE" ] || [ "$(recorded "$STATE/installed" server-generation)" != "$SERVER_GENERATION" ] || [ -n "${APPLIED-}" ]; then
        reload_tls || undo "$(reload_statement): $SQL_ERROR"
        say "reloaded: $(reload_statement)"
    fi
    # Plaintext is refused only once TLS is seen to work.
    check_served
    if value_in "$WORK/wanted" require_secure_transport && is_to_apply require_secure_transport "$VALUE"; then
        value_in "$WORK/wanted" require_secure_transport
        apply_variable require_secure_transport "$VALUE"
        check_served
    fi
}

# apply_variables: all but require_secure_transport, by one call; which of them the server refuses, one by one tells
apply_variables() {
    apply_statements='' apply_said=''
    while IFS='	' read -r apply_name apply_value; do
        if [ "$apply_name" = require_secure_transport ] || ! is_to_apply "$apply_name" "$apply_value"; then continue; fi
        set_statement "$apply_name" "$apply_value"
        apply_statements="$apply_statements$VALUE; "
        apply_said=$apply_said${apply_said:+$NEWLINE}"set: $apply_name = $apply_value"
    done <"$WORK/wanted"
    [ -n "$apply_statements" ] || return 0
    if run_sql "$apply_statements"; then
        APPLIED=yes
        say "$apply_said"
        return
    fi
    while IFS='	' read -r apply_name apply_value; do
        [ "$apply_name" = require_secure_transport ] || apply_variable "$apply_name" "$apply_value"
    done <"$WORK/wanted"
}

is_to_apply() {
    is_dynamic "$1" || return 1
    value_in "$WORK/variables" "$1"
    ! same_value "$VALUE" "$2"
}

apply_variable() {
    is_to_apply "$1" "$2" || return 0
    set_variable "$1" "$2" || undo "SET GLOBAL $1: $SQL_ERROR"
    APPLIED=yes
    say "set: $1 = $2"
}

check_served() {
    served_certificate
    [ "$VALUE" = "$CERTIFICATE" ] || undo "a fresh connection is served the certificate $VALUE, expected was $CERTIFICATE"
}

# variable_problems VARIABLES: one sentence for each variable that does not run as the file says
variable_problems() {
    while IFS='	' read -r problem_name problem_value; do
        value_in "$1" "$problem_name" || continue
        problem_now=$VALUE
        same_value "$problem_now" "$problem_value" || echo "$problem_name is \"$problem_now\", expected was \"$problem_value\""
    done <"$WORK/wanted"
}

check_activation() {
    # A server that was started has told them a moment ago.
    # shellcheck disable=SC2086 # names of variables: one word each
    if [ -n "$REASONS" ] && told_variables $look_names; then
        printf '%s' "$VALUE"
    else
        variables_now $look_names
    fi >"$WORK/variables-now" || return 0
    check_problems=$(variable_problems "$WORK/variables-now")
    [ -z "$check_problems" ] || undo "$check_problems"
}

undo() {
    undo_log=$(log_lines "$ROLLBACK")
    tell "failed: $1"
    [ -z "$undo_log" ] || tell "the server's own last lines:" "$undo_log"
    roll_back || fail 1 "ROLLING BACK FAILED, too: $RETURN_ERROR" "$(log_lines "$ROLLBACK")" "repair the server; the next run of $TOOL goes on rolling back"
    fail 1 "rolled back: files, configuration and variables are as they were, and the server answers (serving $(serving))" \
        "correct what is named above, then run pulumi up again"
}

commit_activation() {
    find_previous_generations
    {
        print_generations
        printf 'topology: %s\ncertificate-sha256: %s\ntime: %s\n' "$TOPOLOGY" "$CERTIFICATE" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')"
        print_cluster_conf
        sha256_records "$CONF" "$DEBIAN_CNF" "$APPARMOR_LOCAL" "$MAIN_FILE"
    } | write_file "$STATE/installed" 0600 || undo "$STATE/installed could not be written"
    mv -T "$ROLLBACK" "$ROLLBACK.new" || undo "$ROLLBACK could not be removed"
    rm -rf "$ROLLBACK.new"
    prune_generations
    finish_adoption || fail 1 "the activation has counted, and not all of the add-on could be removed" "free disk space, then run this again"
}
