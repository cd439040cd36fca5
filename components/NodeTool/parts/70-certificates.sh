
# --- certificates --------------------------------------------------------------------------------

# take_fingerprint TEXT: VALUE, what openssl says after "Fingerprint=", in lower case hex; empty when it says nothing
take_fingerprint() {
    VALUE=
    fingerprint_rest=${1#*=}
    [ "$fingerprint_rest" != "$1" ] || return 0
    while [ -n "$fingerprint_rest" ]; do
        fingerprint_digit=${fingerprint_rest%"${fingerprint_rest#?}"}
        fingerprint_rest=${fingerprint_rest#?}
        case $fingerprint_digit in
            :) ;;
            A) VALUE=${VALUE}a ;;
            B) VALUE=${VALUE}b ;;
            C) VALUE=${VALUE}c ;;
            D) VALUE=${VALUE}d ;;
            E) VALUE=${VALUE}e ;;
            F) VALUE=${VALUE}f ;;
            *) VALUE=$VALUE$fingerprint_digit ;;
        esac
    done
}

# fingerprint: SHA-256 of the first certificate on stdin, printed
fingerprint() {
    take_fingerprint "$(openssl x509 -noout -fingerprint -sha256 2>/dev/null)"
    printf '%s\n' "$VALUE"
}

# read_leaf FILE: LEAF_KEY, LEAF_SHA256 and LEAF_ALGORITHM of its first certificate, by one call; false when there is none
read_leaf() {
    LEAF_KEY='' LEAF_SHA256='' LEAF_ALGORITHM='' leaf_in_key=
    for_lines take_leaf_fact "$(openssl x509 -noout -pubkey -fingerprint -sha256 -text -in "$1" 2>/dev/null)"
    [ -n "$LEAF_KEY" ]
}

take_leaf_fact() {
    case $1 in
        '-----BEGIN PUBLIC KEY-----') leaf_in_key=yes ;;
        *'Public Key Algorithm: '*) LEAF_ALGORITHM=${1##*: } ;;
        [Ss][Hh][Aa]256' Fingerprint='*)
            take_fingerprint "$1"
            LEAF_SHA256=$VALUE ;;
    esac
    [ -z "$leaf_in_key" ] || LEAF_KEY=$LEAF_KEY${LEAF_KEY:+$NEWLINE}$1
    [ "$1" != '-----END PUBLIC KEY-----' ] || leaf_in_key=
}

# certificate_problem FOLDER NAME PURPOSE: VALUE is one sentence when root.crt, NAME.crt and NAME.key do not serve together.
# Mostly they do, which takes three calls; which part is at fault is asked only if they do not.
certificate_problem() {
    read_leaf "$1/$2.crt" || LEAF_KEY=none
    pem_key=$(openssl pkey -in "$1/$2.key" -passin pass: -pubout 2>/dev/null </dev/null) || pem_key=
    pem_verdict=$(chain_verdict "$@") && [ "$pem_key" = "$LEAF_KEY" ] && has_certificate "$1/root.crt" && VALUE='' && return
    VALUE=$(faulty_part "$@")
}

# chain_verdict FOLDER NAME PURPOSE: what openssl says of NAME.crt with root.crt; false when it is not accepted
chain_verdict() {
    # MySQL's reload judges the leaf by ssl_ca alone; the others may use what follows the leaf in its file.
    if [ "$2-$KIND" = server-mariadb ] || [ "$2" = client ]; then
        openssl verify -purpose "$3" -CAfile "$1/root.crt" -untrusted "$1/$2.crt" "$1/$2.crt" 2>&1
    else
        openssl verify -purpose "$3" -CAfile "$1/root.crt" "$1/$2.crt" 2>&1
    fi
}

# has_certificate FILE: openssl verify takes a file of CRLs alone, too
has_certificate() {
    while IFS= read -r has_line; do
        case $has_line in -----BEGIN*CERTIFICATE-----*) return 0 ;; esac
    done <"$1"
    return 1
}

# join_certificates MORE FILE: JOINED, a file of the certificates of both, each once; FILE itself where it has all of them, in
# whatever order
join_certificates() {
    [ -f "$2" ] || { JOINED=$1; return; }
    JOINED=$WORK/joined.crt
    awk '
        /^-----BEGIN / { block = "" }
        { block = block $0 "\n" }
        /^-----END / { if (!(block in seen)) printf "%s", block; seen[block] = 1 }' "$1" "$2" >"$JOINED"
    [ "$(grep -c '^-----BEGIN ' "$JOINED")" != "$(grep -c '^-----BEGIN ' "$2")" ] || JOINED=$2
}

# faulty_part FOLDER NAME PURPOSE: the first thing that is wrong
faulty_part() {
    for pem_file in "$1/root.crt" "$1/$2.crt"; do
        openssl x509 -noout -in "$pem_file" 2>/dev/null || { echo "${pem_file##*/} is not a certificate in PEM"; return; }
    done
    [ -n "$pem_key" ] || { echo "$2.key is not a private key in PEM without a passphrase"; return; }
    [ "$pem_key" = "$LEAF_KEY" ] || { echo "$2.key does not belong to $2.crt"; return; }
    echo "$2.crt is not accepted with root.crt: $(first_verdict "$pem_verdict") (valid $(validity "$1/$2.crt"); this node's clock says $(date -u '+%Y-%m-%d %H:%M:%S') UTC)"
}

first_verdict() { printf '%s\n' "$1" | sed -n 's/^error [0-9]* at [0-9]* depth lookup: *//p' | head -n 1; }

validity() { openssl x509 -noout -startdate -enddate -in "$1" 2>/dev/null | sed 's/^[^=]*=//' | tr '\n' '-' | sed 's/-$//; s/-/ to /'; }

# served_certificate: VALUE is SHA-256 of the certificate that a fresh connection gets, or "none".
# The unix socket, because over TCP the server first wants an account for the prober's address; ProxySQL does not.
served_certificate() {
    if [ "$KIND" != proxysql ]; then
        served_at="-unix $SOCKET"
    elif find_frontend; then
        served_at=$FRONTEND
    else
        VALUE=none
        return
    fi
    take_fingerprint "$( (exec_limited "$PROBE_LIMIT" openssl s_client -starttls mysql "${served_at%% *}" "${served_at#* }") </dev/null 2>/dev/null |
        openssl x509 -noout -fingerprint -sha256 2>/dev/null)"
    VALUE=${VALUE:-none}
}

# serving: the same, printed, for a message
serving() {
    served_certificate
    echo "$VALUE"
}

# cipher_problem LIST ALGORITHM: one sentence when the server would refuse the list, or no TLS 1.2 client could use it with a
# certificate of that algorithm
cipher_problem() {
    cipher_auth=RSA
    case $2 in *id-ecPublicKey*) cipher_auth=ECDSA ;; esac
    cipher_rows=
    for_lines take_cipher_row "$(openssl ciphers -v "$1" 2>/dev/null)"
    cipher_ifs=$IFS
    IFS=':, '
    set -f
    for cipher_name in $1; do
        # What the list as a whole yields is known; anything else, such as the name of a group, is asked for.
        case $NEWLINE$cipher_rows in *"$NEWLINE$cipher_name "*) continue ;; esac
        [ -n "$cipher_name" ] || continue
        openssl ciphers "$cipher_name" >/dev/null 2>&1 || { echo "ssl_cipher names \"$cipher_name\", which OpenSSL on this node does not know"; return; }
    done
    set +f
    IFS=$cipher_ifs
    case $cipher_rows in
        *" Au=$cipher_auth "*) ;;
        *) echo "no cipher in ssl_cipher suits an $cipher_auth certificate: every TLS 1.2 client would get a handshake failure" ;;
    esac
}

# TLS 1.3 has its own list.
take_cipher_row() { case $1 in *' TLSv1.3 '*) ;; *) cipher_rows=$cipher_rows$1$NEWLINE ;; esac; }

# generation_in_use SIDE: VALUE is what the symlink says; empty when there is none of ours
generation_in_use() {
    VALUE=
    [ -L "$KEYS/$1" ] || return 0
    VALUE=$(readlink "$KEYS/$1")
    case $VALUE in .generations/"$1"-*) VALUE=${VALUE##*-} ;; *) VALUE= ;; esac
}

# find_previous_generations: PREVIOUS_SERVER and PREVIOUS_CLIENT, those to go back to: they stay until the next ones come
find_previous_generations() {
    recall "$STATE/installed" server-generation
    PREVIOUS_SERVER=$VALUE
    recall "$STATE/installed" client-generation
    PREVIOUS_CLIENT=$VALUE
    [ "$PREVIOUS_SERVER" != "$SERVER_GENERATION" ] || PREVIOUS_SERVER=$(recorded "$STATE/installed" previous-server-generation)
    [ "$PREVIOUS_CLIENT" != "$CLIENT_GENERATION" ] || PREVIOUS_CLIENT=$(recorded "$STATE/installed" previous-client-generation)
}

# print_generations: as lines of the record of what is installed
print_generations() {
    printf 'server-generation: %s\nclient-generation: %s\n' "$SERVER_GENERATION" "$CLIENT_GENERATION"
    printf 'previous-server-generation: %s\nprevious-client-generation: %s\n' "$PREVIOUS_SERVER" "$PREVIOUS_CLIENT"
}

prune_generations() {
    prune server "$SERVER_GENERATION" "$PREVIOUS_SERVER"
    prune client "$CLIENT_GENERATION" "$PREVIOUS_CLIENT"
    prune_requests
}

# prune SIDE KEEP...: generations that are neither in use nor the one to go back to
prune() {
    prune_side=$1
    shift
    for prune_folder in "$GENERATIONS/$prune_side"-*; do
        [ -d "$prune_folder" ] || continue
        case " $* " in *" ${prune_folder##*-} "*) ;; *) rm -rf "$prune_folder" ;; esac
    done
}

# prune_requests: keys made on this node that no generation has any more
prune_requests() {
    for prune_request in "$REQUESTS"/*; do
        [ -d "$prune_request" ] || continue
        for prune_folder in "$GENERATIONS"/server-*; do
            ! cmp -s "$prune_request/server.key" "$prune_folder/server.key" || continue 2
        done
        rm -rf "$prune_request"
    done
}
