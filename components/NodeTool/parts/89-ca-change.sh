
# --- change of CA: whoever trusts the CA of today gets in tomorrow ----------------------------------
# The request names the CAs to come by their keys (SHA-256 of SubjectPublicKeyInfo), the oldest first; the last one issues.
# Others are trusted and issue nothing: a client of theirs gets in, and does not yet, or no longer, meet a certificate of theirs.
# A CA keeps its key when its certificate is renewed.

# ca_facts FILE: "key<TAB>name" of each certificate in it, the name as an account's REQUIRE ISSUER has it
ca_facts() {
    ca_number=0
    ca_last=$(grep -c -e '-BEGIN CERT' "$1")
    while [ "$ca_number" -lt "$ca_last" ]; do
        ca_number=$((ca_number + 1))
        ca_text=$(awk -v number="$ca_number" '/-BEGIN CERT/ { seen++ } seen == number' "$1" | openssl x509 -noout -subject -nameopt compat -pubkey) || return 1
        ca_name=$(printf '%s\n' "$ca_text" | sed -n 's/^subject= *//p')
        printf '%s\t%s\n' "$(printf '%s\n' "$ca_text" | openssl pkey -pubin -outform DER 2>/dev/null | sha256)" "$ca_name"
    done
}

# refuse_ca_change KEYS TRUSTED-KEYS: where no client could follow, or an account asks for the issuer of today
refuse_ca_change() {
    [ -n "$1" ] || return 0
    generation_in_use server
    [ -n "$VALUE" ] && [ -f "$KEYS/server/root.crt" ] || return 0
    change_cas=$(ca_facts "$KEYS/server/root.crt") || return 0
    [ "$(printf '%s\n' "$change_cas" | cut -f1 | tr '\n' ' ')" != "$1 ${2:+$2 }" ] || return 0
    refuse_strange_cas "$1"
    [ "$KIND" = proxysql ] || refuse_issuer_accounts "$1" "$2"
}

refuse_strange_cas() {
    [ "$CA_CHANGE" != abrupt ] || return 0
    for change_key in $1; do
        case $change_cas in *"$change_key	"*) return 0 ;; esac
    done
    fail 1 "refused: this node serves with $(printf '%s\n' "$change_cas" | cut -f2 | tr '\n' ' ')and none of that is among the CAs to come: every client that trusts it would fail at once; nothing was touched" \
        "keep the present generation beside the new one until every client has the new root.crt: caGenerations: [1, 2], then [2]" \
        "where the next CA is one of yours: certificates.alsoTrusted holds its root until every client has the new root.crt, and after the change that of before" \
        "where clients may fail until they have it: abruptCaChange: true at this node"
}

# Its certificates are of one CA. Ours stay with that CA for as long as it is trusted; who made the others nobody knows.
refuse_issuer_accounts() {
    change_rows=$(account_rows) || { tell "the accounts cannot be read: whether one has REQUIRE ISSUER is not known"; return 0; }
    change_found=$(printf '%s\n' "$change_cas" | while IFS='	' read -r change_key change_name; do
        case " $1 " in *" $change_key ") continue ;; esac
        case " $1 $2 " in
            *" $change_key "*) change_stays=yes ;;
            *) change_stays= ;;
        esac
        printf '%s\n' "$change_rows" | issuer_accounts "$(printf '%s' "$change_name" | hex)" "$change_stays"
    done)
    [ -z "$change_found" ] || fail 1 "refused: the next CA's certificates cannot satisfy REQUIRE ISSUER; nothing was touched" "$change_found"
}

# issuer_accounts ISSUER STAYS: a sentence, with the statement that mends it, per account on stdin that asks for that issuer
issuer_accounts() {
    while IFS='	' read -r issuer_user issuer_host issuer_requirement _ _ issuer_name; do
        case $issuer_requirement in SPECIFIED:*:"$1":*) ;; *) continue ;; esac
        [ -z "$2" ] || [ ! -f "$ACCOUNTS/$(account_key "$issuer_user" "$issuer_host")" ] || continue
        issuer_instead=X509
        issuer_subject=${issuer_requirement##*:}
        [ -z "$issuer_subject" ] || issuer_instead="SUBJECT $(quoted "$(unhex "$issuer_subject")")"
        say "$issuer_name has $(requirement_words "$issuer_requirement"); mend it: ALTER USER $issuer_name REQUIRE $issuer_instead;"
    done
}
