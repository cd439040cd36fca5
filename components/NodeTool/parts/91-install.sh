
# --- install-certificates: new generations beside the old, checked, not in use yet ----------------

verb_install_certificates() {
    read_request "claim server-generation client-generation" \
        "server/root.crt server/server.crt server/server.key client/root.crt client/client.crt client/client.key"
    CLAIM=$(required claim '[0-9a-f]{16}' 'the id that claim printed') || exit
    SERVER_GENERATION=$(required server-generation '[0-9a-f]{16}' '16 hex digits') || exit
    CLIENT_GENERATION=$(required client-generation '[0-9a-f]{16}' '16 hex digits') || exit
    for pem_name in server/root.crt server/server.crt server/server.key client/root.crt client/client.crt client/client.key; do
        required_file "$pem_name"
    done
    with_lock install_both
}

install_both() {
    mend
    own_claim "$CLAIM"
    need_space "$SPACE_NEEDED"
    make_folders "$GENERATIONS" || fail 1 "$GENERATIONS could not be created; nothing was touched" "free disk space, then run this again"
    install_generation server "$SERVER_GENERATION" sslserver "$(record_value "$STATE/claim" user)"
    install_generation client "$CLIENT_GENERATION" sslclient 0:0
}

# install_generation SIDE ID PURPOSE KEY_OWNER
install_generation() {
    install_folder=$(generation_folder "$1" "$2")
    install_new=$(beside "$install_folder")
    rm -rf "$install_new"
    write_generation "$1" "$4" || {
        rm -rf "$install_new"
        fail 1 "the $1 certificates could not be written to $GENERATIONS; nothing else was touched" "free disk space, then run this again"
    }
    install_problem=$(certificate_problem "$install_new" "$1" "$3")
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

write_generation() {
    mkdir "$install_new" && chmod 0755 "$install_new" || return 1
    for install_name in root.crt "$1.crt" "$1.key"; do
        file_in_request "$1/$install_name" >"$install_new/$install_name" || return 1
        flush "$install_new/$install_name" || return 1
    done
    chmod 0644 "$install_new/root.crt" "$install_new/$1.crt" && chmod 0600 "$install_new/$1.key" && chown "$2" "$install_new/$1.key" || return 1
    [ "$1-$KIND" != server-proxysql ] || write_proxy_ca "$install_new"
}

generation_files() {
    printf '%s\n' root.crt "$1.crt" "$1.key"
    [ "$1-$KIND" != server-proxysql ] || echo "$PROXY_CA"
}

same_generation() {
    for install_name in $(generation_files "$1"); do
        same_file "$install_new/$install_name" "$install_folder/$install_name" || return 1
        [ "$(stat -c %a:%u:%g "$install_new/$install_name")" = "$(stat -c %a:%u:%g "$install_folder/$install_name")" ] || return 1
    done
}

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
