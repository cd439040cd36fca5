
# --- a ProxySQL is claimed: who owns it, and what stood before; changes nothing else ---------------

# What else is ours is recorded when it is first changed: it may be a row that is not there yet.
record_before_proxy() {
    rm -rf "$BEFORE" "$BEFORE.new"
    mkdir "$BEFORE.new" && : >"$BEFORE.new/paths" && : >"$BEFORE.new/cells" || return 1
    keep "$BEFORE.new" "$KEYS/server" "$KEYS/client" "$GENERATIONS" "$BACKEND_CAS" "$DATADIR/$PROXY_CA" "$DATADIR/$PROXY_CERT" "$DATADIR/$PROXY_KEY" || return 1
    for before_folder in $KEYS $JELASTIC/keys $JELASTIC; do
        [ -d "$before_folder" ] || printf '%s\n' "$before_folder"
    done >"$BEFORE.new/folders" || return 1
    take_effect "$BEFORE"
}

record_proxy_claim() {
    new_claim_id
    {
        printf 'owner: %s\nid: %s\nserver: %s\n' "$OWNER" "$claim_id" "$KIND"
        printf 'version: %s\ndatadir: %s\n' "$PROXY_VERSION" "$DATADIR"
        printf 'user: %s\ntime: %s\n' "$(stat -c %u:%g "/proc/$(proxy_pid "$DATADIR")")" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')"
    } | write_file "$STATE/claim" 0600
}

# write_proxy_ca FOLDER: ProxySQL sends the first certificate of its certificate file, then the first of its CA file.
# While one CA follows another that has to be the cross certificate after our leaf; the CAs that are trusted follow it.
write_proxy_ca() {
    awk '/-BEGIN CERT/ { number++ } number > 1' "$1/server.crt" | cat - "$1/root.crt" >"$1/$PROXY_CA" &&
        chmod 0644 "$1/$PROXY_CA"
}
