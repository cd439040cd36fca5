
# --- a ProxySQL is claimed: who owns it, and what stood before; changes nothing else ---------------

# What else is ours is recorded when it is first changed: it may be a row that is not there yet.
record_before_proxy() {
    rm -rf "$BEFORE" "$BEFORE.new"
    mkdir "$BEFORE.new" && : >"$BEFORE.new/paths" && : >"$BEFORE.new/cells" || return 1
    keep "$BEFORE.new" "$KEYS/server" "$KEYS/client" "$GENERATIONS" "$BACKEND_CAS" "$DATADIR/$PROXY_CA" "$DATADIR/$PROXY_CERT" "$DATADIR/$PROXY_KEY" || return 1
    for before_folder in $KEYS $JELASTIC/keys $JELASTIC; do
        [ -d "$before_folder" ] || printf '%s\n' "$before_folder"
    done >"$BEFORE.new/folders" || return 1
    take_effect "$BEFORE" || return 1
    ! is_left_over || mend_lost_proxy_record
}

# mend_lost_proxy_record: TLS to the backends goes with the release, as theirs does. What clients come to stays: without
# certificate files ProxySQL takes no RELOAD TLS, so it keeps the certificate of now, as files of its own.
mend_lost_proxy_record() {
    printf '%s\n' "$KEYS" "$JELASTIC/keys" "$JELASTIC" >"$BEFORE/folders" && lost_cells >"$BEFORE/cells" || return 1
    for lost_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do
        frontend_is_linked "$lost_name" || continue
        kept_as "$BEFORE" "$DATADIR/$lost_name" || return 1
        lost_copy=$BEFORE/${VALUE%% *}
        rm -f "$lost_copy" && cp -pL "$DATADIR/$lost_name" "$lost_copy" || return 1
    done
    keep_as_absent "$KEYS/server" "$KEYS/client" "$GENERATIONS" "$BACKEND_CAS" || return 1
    tell "$LOST_RECORD; with release TLS to the backends goes, and the frontend keeps mysql-have_ssl and the certificate of now"
}

# lost_cells: those that are ours, since they name our files, or belong to a backend that such a file is for
lost_cells() {
    BUNDLE=no
    proxy_has_table mysql_servers_ssl_params || BUNDLE=yes
    for lost_layer in main disk; do
        lost_rows=$(proxy_cells "$lost_layer") || return 1
        printf '%s\n' "$lost_rows" | awk -F '\t' -v OFS='\t' -v layer="$lost_layer" -v folder="$BACKEND_CAS/" '
            $1 == "mysql_servers" && $6 == 1 { encrypted[++count] = $0; address[count] = $3 SUBSEP $4 }
            $1 == "mysql_servers_ssl_params" && $4 == "" && $5 == "ssl_ca" && index($6, folder) == 1 {
                backend[$2, $3] = 1
                print layer, $1, $2, $3, "", "row", $6, ""
            }
            $2 == "mysql-ssl_p2s_ca" && index($6, folder) == 1 { all = 1; print layer, $1, $2, "", "", $5, $6, "" }
            END { for (i = 1; i <= count; i++) if (all || address[i] in backend) print layer, encrypted[i], 0 }'
    done
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
