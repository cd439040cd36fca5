
# --- install-certificates: new generations beside the old, checked, not in use yet ----------------

verb_install_certificates() {
    install_names="server/root.crt server/server.crt client/root.crt client/client.crt client/client.key"
    read_request "claim server-generation client-generation server-key reapply" "$install_names server/server.key cluster/root.crt replication/root.crt"
    read_generations
    read_server_key
    for pem_name in $install_names; do required_file "$pem_name"; done
    with_lock install_both
}

# read_server_key: SERVER_KEY_REQUEST, the request whose key stands on this node; empty when the key is in the request
read_server_key() {
    SERVER_KEY_REQUEST=
    field server-key
    if [ -z "$VALUE" ]; then
        required_file server/server.key
        return
    fi
    SERVER_KEY_REQUEST=${VALUE#node }
    { [ "$VALUE" != "$SERVER_KEY_REQUEST" ] && has_shape "$SERVER_KEY_REQUEST" 'hex 16'; } ||
        fail 2 "key \"server-key\" has a value that is not allowed; nothing was touched" "give server-key: node, and the request's 16 hex digits"
    ! has_line "$REQUEST_LINES" "@file server/server.key" ||
        fail 2 "the request has server-key and the file server/server.key; nothing was touched" "give one of them"
}

install_both() {
    mend
    # The server has no part in this, and is not asked.
    refuse_other_claim "$CLAIM"
    read_claim
    need_space "$SPACE_NEEDED"
    [ -z "$SERVER_KEY_REQUEST" ] || [ -f "$REQUESTS/$SERVER_KEY_REQUEST/server.key" ] ||
        fail 1 "the key of request $SERVER_KEY_REQUEST is not on this node; nothing was touched" "raise this node's number reapply in the configuration, then pulumi up: a new key is made, and a certificate for it"
    make_folders "$GENERATIONS" || fail 1 "$GENERATIONS could not be created; nothing was touched" "free disk space, then run this again"
    recall "$STATE/claim" user
    install_generation server "$SERVER_GENERATION" sslserver "$VALUE"
    install_generation client "$CLIENT_GENERATION" sslclient 0:0
    # Before any of the others shows a new certificate
    if has_line "$REQUEST_LINES" "@file cluster/root.crt"; then install_members_cas; fi
    if has_line "$REQUEST_LINES" "@file replication/root.crt"; then install_sources_cas; fi
}

install_members_cas() {
    read_cas_of_others cluster/root.crt
    use_claim
    add_cluster_ca "$WORK/root.crt"
    prepare_for_mixed
}

# install_sources_cas: where it has none yet, encrypt-replication brings them
install_sources_cas() {
    read_cas_of_others replication/root.crt
    [ ! -f "$REPLICATION_CA" ] || add_replication_ca "$WORK/root.crt"
}

# read_cas_of_others NAME: $WORK/root.crt
read_cas_of_others() {
    make_work
    file_in_request "$1" >"$WORK/root.crt"
    has_certificate "$WORK/root.crt" || fail 2 "file \"$1\" holds no certificate; nothing else was touched" "give the CAs of all nodes of the group"
}

# prepare_for_mixed: a member that is still plain when others offer TLS already would not survive a restart, whoever makes it
prepare_for_mixed() {
    [ -n "$ANSWERED" ] || return 0
    find_cluster_conf
    look_at_cluster_conf
    case $MODE_IN_FILE in '' | plain) ;; *) return 0 ;; esac
    look_at_sockets
    [ "$CLUSTER_RUNS" = plain ] || return 0
    find_cluster_files
    want_cluster open plain
    # What stands against our file is refused when it is to count.
    [ -z "$(cluster_option_problems)" ] || return 0
    { keep "$BEFORE" "$CLUSTER_CONF" && write_cluster_conf; } || fail 1 "our options of Galera could not be written to $CLUSTER_CONF" "free disk space, then run this again"
}

# install_generation SIDE ID PURPOSE KEY_OWNER
install_generation() {
    install_folder=$GENERATIONS/$1-$2
    beside "$install_folder"
    install_new=$BESIDE
    remove_all "$install_new"
    write_generation "$1" "$4" || {
        rm -rf "$install_new"
        fail 1 "the $1 certificates could not be written to $GENERATIONS; nothing else was touched" "free disk space, then run this again"
    }
    certificate_problem "$install_new" "$1" "$3"
    install_problem=$VALUE
    [ -z "$install_problem" ] || {
        rm -rf "$install_new"
        fail 1 "the $1 certificates were refused: $install_problem" "what is in use was not touched" "re-issue them: raise the number reissue.$1 in the configuration"
    }
    if same_generation "$1"; then
        rm -rf "$install_new"
        say "$1 generation $2: already there"
    else
        replace_generation "$1" || fail 1 "the $1 certificates could not be put in place in $install_folder" "free disk space, then run this again"
        say "$1 generation $2: installed"
    fi
}

# write_generation SIDE KEY_OWNER: all files of a side by one reading of the request
write_generation() {
    mkdir -m 0755 "$install_new" || return 1
    printf '%s\n' "$REQUEST" | awk -v side="@file $1/" -v folder="$install_new/" '
        within && $0 == "@end" { if (file != "" && close(file) != 0) exit 1; within = 0; next }
        within { if (file != "") print >file; next }
        /^@file / { within = 1; file = ""; if (index($0, side) == 1) { file = folder substr($0, length(side) + 1); printf "" >file } }' || return 1
    if [ "$1" = server ] && [ -n "$SERVER_KEY_REQUEST" ]; then cp "$REQUESTS/$SERVER_KEY_REQUEST/server.key" "$install_new" || return 1; fi
    # What was made is root's alone, as a key has to be.
    chmod 0644 "$install_new/root.crt" "$install_new/$1.crt" || return 1
    if [ "$2" != 0:0 ]; then chown "$2" "$install_new/$1.key" || return 1; fi
    [ "$1-$KIND" != server-proxysql ] || write_proxy_ca "$install_new" || return 1
    flush "$install_new"/*
}

generation_files() {
    printf '%s\n' root.crt "$1.crt" "$1.key"
    [ "$1-$KIND" != server-proxysql ] || echo "$PROXY_CA"
}

same_generation() {
    [ -d "$install_folder" ] || return 1
    # shellcheck disable=SC2046 # names of ours: one word each
    set -- $(generation_files "$1")
    for install_name in "$@"; do
        same_file "$install_new/$install_name" "$install_folder/$install_name" || return 1
    done
    [ "$(modes_in "$install_new" "$@")" = "$(modes_in "$install_folder" "$@")" ]
}

modes_in() { cd "$1" && shift && stat -c %a:%u:%g "$@"; }

# A folder of this generation that is not what it should be may be in use: mended file by file, each at once.
replace_generation() {
    if [ ! -d "$install_folder" ]; then
        move_over "$install_new" "$install_folder"
        return
    fi
    for install_name in $(generation_files "$1"); do
        mv -T -f "$install_new/$install_name" "$install_folder/$install_name" || return 1
    done
    chmod 0755 "$install_folder" && rmdir "$install_new"
}
