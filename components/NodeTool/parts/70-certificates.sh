
# --- certificates --------------------------------------------------------------------------------

fingerprint() { openssl x509 -outform DER 2>/dev/null | sha256; }

# certificate_problem FOLDER NAME PURPOSE: one sentence when root.crt, NAME.crt and NAME.key do not serve together
certificate_problem() {
    for pem_file in "$1/root.crt" "$1/$2.crt"; do
        openssl x509 -noout -in "$pem_file" 2>/dev/null || { echo "${pem_file##*/} is not a certificate in PEM"; return; }
    done
    pem_key=$(openssl pkey -in "$1/$2.key" -passin pass: -pubout 2>/dev/null </dev/null) ||
        { echo "$2.key is not a private key in PEM without a passphrase"; return; }
    [ "$pem_key" = "$(openssl x509 -noout -pubkey -in "$1/$2.crt")" ] ||
        { echo "$2.key does not belong to $2.crt"; return; }
    # MySQL's reload judges the leaf by ssl_ca alone; the others may use what follows the leaf in its file.
    if [ "$2-$KIND" = server-mariadb ] || [ "$2" = client ]; then
        pem_verdict=$(openssl verify -purpose "$3" -CAfile "$1/root.crt" -untrusted "$1/$2.crt" "$1/$2.crt" 2>&1)
    else
        pem_verdict=$(openssl verify -purpose "$3" -CAfile "$1/root.crt" "$1/$2.crt" 2>&1)
    fi && return
    echo "$2.crt is not accepted with root.crt: $(printf '%s\n' "$pem_verdict" | sed -n 's/^error [0-9]* at [0-9]* depth lookup: *//p' | head -n 1) (valid $(validity "$1/$2.crt"); this node's clock says $(date -u '+%Y-%m-%d %H:%M:%S') UTC)"
}

validity() { openssl x509 -noout -startdate -enddate -in "$1" 2>/dev/null | sed 's/^[^=]*=//' | tr '\n' '-' | sed 's/-$//; s/-/ to /'; }

# served_certificate: SHA-256 of the certificate that a fresh connection gets, or "none".
# The unix socket, because over TCP the server first wants an account for the prober's address; ProxySQL does not.
served_certificate() {
    if [ "$KIND" != proxysql ]; then
        served_at="-unix $SOCKET"
    elif ! served_at=$(frontend_address); then
        echo none
        return
    fi
    served=$(limited "$PROBE_LIMIT" openssl s_client -starttls mysql "${served_at%% *}" "${served_at#* }" </dev/null 2>/dev/null | sed -n '/-BEGIN CERT/,/-END CERT/p')
    if [ -n "$served" ]; then printf '%s\n' "$served" | fingerprint; else echo none; fi
}

# cipher_problem LIST CERTIFICATE: one sentence when the server would refuse the list, or no TLS 1.2 client could use it
cipher_problem() {
    cipher_auth=RSA
    case $(openssl x509 -noout -text -in "$2" | grep 'Public Key Algorithm') in *id-ecPublicKey*) cipher_auth=ECDSA ;; esac
    for cipher_name in $(printf '%s\n' "$1" | tr -s ':, ' '\n'); do
        openssl ciphers "$cipher_name" >/dev/null 2>&1 || { echo "ssl_cipher names \"$cipher_name\", which OpenSSL on this node does not know"; return; }
    done
    openssl ciphers -v "$1" 2>/dev/null | grep -v ' TLSv1\.3 ' | grep " Au=$cipher_auth " >/dev/null ||
        echo "no cipher in ssl_cipher suits an $cipher_auth certificate: every TLS 1.2 client would get a handshake failure"
}

generation_folder() { printf '%s/%s-%s\n' "$GENERATIONS" "$1" "$2"; }

# generation_in_use SIDE: what the symlink says; empty when there is none of ours
generation_in_use() {
    case $(readlink "$KEYS/$1" 2>/dev/null) in .generations/"$1"-*) readlink "$KEYS/$1" | sed 's/.*-//' ;; esac
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
