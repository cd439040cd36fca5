
# --- adopt: the add-on's place is taken -------------------------------------------------------------
# Its folders are moved aside, never copied: no second copy of its CA's key comes into being. A failed activation moves them
# back. Once ours has counted, what the claim recorded is mended as if there had been no add-on, and its keys are destroyed.

ADOPTING=$STATE/adopting    # exists from the claim on: what of the add-on will be taken over
ADOPTED=$STATE/adopted      # the same, once it is

note_add_on() {
    {
        printf 'ca: %s\n' "$(add_on_ca)"
        ! same_value "$(add_on_option require_secure_transport)" ON || printf 'require-secure-transport: ON\n'
    } | write_file "$ADOPTING" 0600
}

# is_set_aside PATH: instead of being copied
is_set_aside() {
    [ -f "$ADOPTING" ] && is_folder "$1" || return 1
    case $1 in "$KEYS/server" | "$KEYS/client") ;; *) return 1 ;; esac
}

set_aside() { echo "$GENERATIONS/add-on-${1##*/}"; }

set_add_on_aside() {
    for aside_folder in "$KEYS/server" "$KEYS/client"; do
        ! is_set_aside "$aside_folder" || mv -T "$aside_folder" "$(set_aside "$aside_folder")" || return 1
    done
}

# bring_back PATH: false when it cannot be; what was not moved is where it was
bring_back() {
    bring_from=$(set_aside "$1")
    is_folder "$bring_from" || return 0
    rm -rf "$1" && mv -T "$bring_from" "$1" && flush "$KEYS"
}

# keeps_secure_transport: who refused plaintext goes on doing so
keeps_secure_transport() {
    [ -f "$ADOPTING" ] || return 1
    recall "$ADOPTING" require-secure-transport
    [ "$VALUE" = ON ]
}

# report_add_on_config: what its file says is shown before it is replaced
report_add_on_config() {
    [ -f "$ADOPTING" ] && [ -f "$CONF" ] || return 0
    tell "$CONF of the add-on is replaced. What differs (- the add-on's, + new):"
    show_difference "$CONF" "$WORK/ssl-config.cnf"
}

# finish_adoption: after the activation has counted; a killed run is continued by the next
finish_adoption() {
    [ -f "$ADOPTING" ] && [ -f "$STATE/installed" ] || return 0
    if keeps_secure_transport && [ ! -f "$ENFORCED" ]; then
        printf 'before: OFF\ntime: %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" | write_file "$ENFORCED" 0600 || return 1
        tell "require_secure_transport=ON stays as the add-on's file had it; say so in the configuration: requireSecureTransport: on"
    fi
    mend_record && destroy_add_on || return 1
    recall "$ADOPTING" ca
    say "taken over from the add-on: the key of its CA and all its other keys were overwritten and removed, its scripts too"
    say "clients that trust its CA ($VALUE) need the new root.crt; on other nodes and in backups its key may still be"
    mv -T -f "$ADOPTING" "$ADOPTED" && flush "$STATE"
}

# mend_record: what stood before, as if there had been no add-on. The server's values of then nobody knows: it finds them at
# its start; so their names are kept instead, for nothing later to be taken for them.
mend_record() {
    kept_as "$BEFORE" "$CONF" || return 1
    record_conf=$BEFORE/${VALUE%% *}
    {
        cut -f1 "$BEFORE/variables" | grep -E '^(ssl_|have_ssl$)'
        [ ! -f "$record_conf" ] || options_in "$record_conf" | cut -f1
        cat "$BEFORE/own-defaults" 2>/dev/null
    } | sort -u | write_file "$BEFORE/own-defaults" 0600 || return 1
    awk -F '\t' 'NR == FNR { own[$1] = 1; next } !($1 in own)' "$BEFORE/own-defaults" "$BEFORE/variables" >"$BEFORE/variables.new" &&
        flush "$BEFORE/variables.new" && mv -T -f "$BEFORE/variables.new" "$BEFORE/variables" || return 1
    has_line "$(cat "$BEFORE/folders")" "$KEYS" || { echo "$KEYS"; cat "$BEFORE/folders"; } | write_file "$BEFORE/folders" 0600 || return 1
    sed -e "s|^\([0-9]*\) present $CONF\$|\1 absent $CONF|" -e 's/^\([0-9]*\) aside /\1 absent /' "$BEFORE/paths" | write_file "$BEFORE/paths" 0600 || return 1
    remove_all "$record_conf"
}

# destroy_add_on: the CA's certificate last, by which others are known as its own
destroy_add_on() {
    destroy_root=$GENERATIONS/add-on-server/root.crt
    for destroy_key in "$KEYS"/*.key; do
        [ -f "$destroy_key" ] || continue
        case ${destroy_key##*/} in
            root.key | server.key | client.key) ;;
            # Its script makes more client certificates, if a person runs it.
            *) openssl verify -CAfile "$destroy_root" "${destroy_key%.key}.crt" >/dev/null 2>&1 || { tell "left: $destroy_key, its certificate is not of the add-on's CA"; continue; } ;;
        esac
        destroy_file "$destroy_key" && rm -f "${destroy_key%.key}.crt" "${destroy_key%.key}.csr" || return 1
    done
    rm -f "$KEYS/root.crt" "$KEYS/root.srl" "$KEYS/server-req.pem" "$KEYS/client-req.pem"
    for destroy_script in $ADD_ON_FILES; do
        ! is_add_on_file "$destroy_script" || rm -f "$destroy_script" || return 1
    done
    for destroy_side in client server; do
        destroy_folder=$GENERATIONS/add-on-$destroy_side
        for destroy_key in "$destroy_folder"/*.key; do
            [ ! -f "$destroy_key" ] || destroy_file "$destroy_key" || return 1
        done
        remove_all "$destroy_folder"
    done
    flush "$KEYS" "$GENERATIONS"
}

# destroy_file FILE: where a disk writes in place, its blocks hold noise afterwards. Where writes go elsewhere (an SSD, a snapshot,
# copy on write) the old ones may be read until they are used again: nothing that runs here can change that.
destroy_file() {
    destroy_size=$(wc -c <"$1") || return 1
    [ -L "$1" ] || dd if=/dev/urandom of="$1" bs="$((destroy_size + 1))" count=1 conv=notrunc,fsync 2>/dev/null || return 1
    rm -f "$1"
}

# runs_without_own_defaults FOLDER: a server whose values of before nobody knows still runs with ours
runs_without_own_defaults() {
    [ -f "$1/own-defaults" ] || return 1
    case $(server_variable ssl_cert) in "$KEYS"/*) ;; *) return 1 ;; esac
}

# leave_no_add_on: at the very end; what cannot be known, or is not ours to change, is said
leave_no_add_on() {
    [ -f "$ADOPTED" ] || return 0
    if [ "$(cat "$ADD_ON_MAIN" 2>/dev/null)" = "!includedir $CONF_FOLDER/" ]; then
        rm -f "$ADD_ON_MAIN"
    elif grep -q "^[[:space:]]*!includedir[[:space:]]*$CONF_FOLDER" "$ADD_ON_MAIN" 2>/dev/null; then
        say "left: $ADD_ON_MAIN includes $CONF_FOLDER; whether the add-on put that there cannot be known"
    fi
    if grep -qF "$KEYS" "$ADD_ON_REDEPLOY" 2>/dev/null; then
        grep -vF "$KEYS" "$ADD_ON_REDEPLOY" >"$STATE/redeploy.new"
        rewrite_file "$ADD_ON_REDEPLOY" <"$STATE/redeploy.new" || { RETURN_ERROR="$ADD_ON_REDEPLOY could not be written"; return 1; }
    fi
    ! grep -q KEY_PASS "$ADD_ON_ENVIRONMENT" 2>/dev/null || say "left: the variable KEY_PASS of this container, which the platform sets"
    [ -z "$ANSWERED" ] || leave_accounts
}

# leave_accounts: with TLS gone, or with other CAs, nobody satisfies them
leave_accounts() {
    account_rows | while IFS='	' read -r _ _ leave_requirement _ _ leave_name; do
        case $leave_requirement in X509:* | SPECIFIED:*) say "left: $leave_name has $(requirement_words "$leave_requirement"), which nobody satisfies now: ALTER USER $leave_name REQUIRE NONE;" ;; esac
    done
}
