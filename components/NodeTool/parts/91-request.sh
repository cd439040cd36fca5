
# --- request-certificate: the server's key is made here and never leaves; what leaves is the request for its certificate -----

verb_request_certificate() {
    read_request "claim request-id key subject names usage reapply" ""
    required claim 'hex 16' 'the id that claim printed'
    CLAIM=$VALUE
    required request-id 'hex 16' '16 hex digits: another id makes another key'
    REQUEST_FOLDER=$REQUESTS/$VALUE
    required key 'rsa:2048|rsa:3072|rsa:4096|ec:P-256|ec:P-384|ec:P-521' 'as rsa:2048 or ec:P-256'
    REQUEST_KEY=$VALUE
    required subject subject 'as /CN=db1.example.com'
    REQUEST_SUBJECT=$VALUE
    required names names 'as DNS:db1.example.com,IP:10.0.0.11'
    REQUEST_NAMES=$VALUE
    required usage names 'as serverAuth'
    REQUEST_USAGE=$VALUE
    with_lock request_certificate
}

request_certificate() {
    # stdout is the request, nothing else.
    mend >&2
    refuse_other_claim "$CLAIM"
    read_claim
    if ! request_is_whole; then
        need_space "$SPACE_NEEDED"
        make_request || fail 1 "the key could not be made in $REQUESTS; what is in use was not touched" "free disk space, then run this again"
    fi
    cat "$REQUEST_FOLDER/server.csr"
}

# request_is_whole: key and request are there and belong together
request_is_whole() {
    [ -d "$REQUEST_FOLDER" ] || return 1
    whole_key=$(openssl pkey -in "$REQUEST_FOLDER/server.key" -passin pass: -pubout 2>/dev/null </dev/null) || return 1
    [ "$whole_key" = "$(openssl req -in "$REQUEST_FOLDER/server.csr" -noout -pubkey 2>/dev/null)" ]
}

# make_request: beside its place, and there at once: at no moment is there half a pair
make_request() {
    grep -qx "# ${SELFCERTGEN##*/}: whole" "$SELFCERTGEN" 2>/dev/null ||
        fail 1 "$SELFCERTGEN is missing, or is not that of $TOOL; nothing was touched" "raise this node's number reapply in the configuration, then pulumi up"
    [ -d "$REQUESTS" ] || mkdir "$REQUESTS" || return 1
    beside "$REQUEST_FOLDER"
    request_new=$BESIDE
    if "$SELFCERTGEN" --key "$REQUEST_KEY" --subject "$REQUEST_SUBJECT" --names "$REQUEST_NAMES" --usage "$REQUEST_USAGE" "$request_new" >&2 &&
        flush "$request_new"/* "$request_new" && move_over "$request_new" "$REQUEST_FOLDER"; then return 0; fi
    rm -rf "$request_new"
    return 1
}
