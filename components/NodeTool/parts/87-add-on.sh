
# --- the vendor's add-on: what of it is on this node ------------------------------------------------
# It makes one CA for all nodes of a layer, and leaves that CA's key on each of them. No mark alone is proof: the documented
# file and folders may be a person's own work.

# What is called as a program of ours was renamed when that came.
ADD_ON_FILES="$SELFCERTGEN $SELFCERTGEN.before /usr/local/sbin/copyCert /root/check_app.sh"
ADD_ON_REDEPLOY=/etc/jelastic/redeploy.conf    # paths that a new container takes along; the file is the platform's
ADD_ON_ENVIRONMENT=/.jelenv                    # of the container; the platform's as well
ADD_ON_MAIN=/etc/my.cnf                        # gets the include, or is made for it

# find_add_on: ADD_ON, a line per mark; empty when it is not here
find_add_on() {
    ADD_ON='' add_on_certain=
    for add_on_path in "$KEYS/server/root.key" "$KEYS/root.key"; do
        [ ! -f "$add_on_path" ] || add_mark certain "the private key of a CA: $add_on_path"
    done
    for add_on_path in $ADD_ON_FILES; do
        ! is_add_on_file "$add_on_path" || add_mark certain "its script $add_on_path"
    done
    # A person's own file and certificates are no add-on, and everything below costs a process.
    [ -n "$add_on_certain" ] || { ADD_ON=''; return; }
    ! is_version_1 "$KEYS/server/server.crt" || add_mark '' "an X.509 v1 certificate: $KEYS/server/server.crt"
    [ -z "$(add_on_option ssl_cert)" ] || add_mark '' "$CONF with the certificates of $KEYS/server"
    case $ADD_ON in *"$NEWLINE"*) ;; *) ADD_ON= ;; esac
}

# add_mark CERTAIN SENTENCE
add_mark() {
    add_on_certain=$add_on_certain$1
    ADD_ON=$ADD_ON${ADD_ON:+$NEWLINE}$2
}

# is_add_on_file PATH: by its content, as the name may be anybody's
is_add_on_file() {
    [ -f "$1" ] || return 1
    case ${1##*/} in
        selfcertgen*) grep -q 'jelastic/metainf\.conf' "$1" && grep -q 'root\.key' "$1" ;;
        copyCert) grep -q 'KEY_PASS' "$1" && grep -q 'getCert' "$1" ;;
        *) grep -q 'jelenv' "$1" && grep -q 'Non-supported' "$1" ;;
    esac
}

is_version_1() { case $(openssl x509 -noout -text -in "$1" 2>/dev/null) in *'Version: 1 (0x0)'*) ;; *) return 1 ;; esac; }

# add_on_option NAME [FILE]: prints what its file sets, if that file leads to the add-on's folder
add_on_option() {
    options_in "${2:-$CONF}" | awk -F '\t' -v name="$1" -v folder="$KEYS/server/" '
        { value[$1] = $2 }
        END { if (index(value["ssl_cert"], folder) == 1) print value[name] }'
}

# add_on_ca: the name of its CA, printed
add_on_ca() {
    for add_on_root in "$GENERATIONS/add-on-server/root.crt" "$KEYS/server/root.crt" "$KEYS/root.crt"; do
        if [ -f "$add_on_root" ]; then openssl x509 -noout -subject -nameopt compat -in "$add_on_root" 2>/dev/null | sed 's/^subject= *//'; return; fi
    done
}

# add_on_accounts: a sentence, with the statement that mends it, per account that only a certificate of the add-on's CA lets in
add_on_accounts() {
    add_on_issuer=$(add_on_ca)
    add_on_issuer=$(printf '%s' "$add_on_issuer" | hex)
    account_rows | while IFS='	' read -r _ _ add_on_requirement _ _ add_on_name; do
        case $add_on_requirement in
            X509:*) ;;
            SPECIFIED:*:"$add_on_issuer":* | SPECIFIED:*::?*) ;;
            *) continue ;;
        esac
        say "$add_on_name has $(requirement_words "$add_on_requirement"); until its client has a certificate of the new CA: ALTER USER $add_on_name REQUIRE SSL;"
    done
}

# judge_add_on: before a node is claimed, or while nothing was activated on it: the add-on is taken over on request only
judge_add_on() {
    find_add_on
    if [ -z "$ADD_ON" ]; then
        remove_all "$ADOPTING"
        return
    fi
    [ "$KIND" != proxysql ] || fail 1 "refused: this node has the vendor's SSL add-on; nothing was touched" "$ADD_ON" \
        "uninstall the add-on on this layer in the platform's panel, then run pulumi up; only a database node is taken over"
    judge_accounts=$(add_on_accounts)
    if [ "$ADOPT" != true ]; then
        [ -z "$judge_accounts" ] || judge_accounts="accounts that its certificates let in, and those of the new CA have to:$NEWLINE$judge_accounts"
        fail 1 "refused: this node has the vendor's SSL add-on; nothing was touched" "$ADD_ON" "$judge_accounts" \
            "adopt: true at this node takes it over: its keys are destroyed, above all that of its CA, its configuration and scripts go, and a later uninstall brings none of it back" \
            "clients that trust its CA ($(add_on_ca)) fail from then on, until they have the new root.crt"
    fi
    if [ -n "$judge_accounts" ] && [ "$CA_CHANGE" != abrupt ]; then
        fail 1 "refused: these accounts need a certificate of the add-on's CA, and would be locked out; nothing was touched" "$judge_accounts" \
            "or, where they may fail until their clients have new certificates: abruptCaChange: true at this node"
    fi
    note_add_on || fail 1 "$ADOPTING could not be written; nothing was touched" "free disk space, then run this again"
    tell "the vendor's SSL add-on will be taken over by the activation; found was:" "$ADD_ON" "$judge_accounts"
}
