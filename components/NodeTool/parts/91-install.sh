
# --- install-certificates: new generations beside the old, checked, not in use yet ----------------

verb_install_certificates() {
    read_request "claim server-generation client-generation reapply" \
        "server/root.crt server/server.crt server/server.key client/root.crt client/client.crt client/client.key"
    read_generations
    for pem_name in server/root.crt server/server.crt server/server.key client/root.crt client/client.crt client/client.key; do
        required_file "$pem_name"
    done
    with_lock install_both
}

install_both() {
    mend
    # The server has no part in this, and is not asked.
    refuse_other_claim "$CLAIM"
    read_claim
    need_space "$SPACE_NEEDED"
    make_folders "$GENERATIONS" || fail 1 "$GENERATIONS could not be created; nothing was touched" "free disk space, then run this again"
    install_generation server "$SERVER_GENERATION" sslserver "$(recorded "$STATE/claim" user)"
    install_generation client "$CLIENT_GENERATION" sslclient 0:0
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
    # What awk made is root's alone, as a key has to be.
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
