
# --- the command line ----------------------------------------------------------------------------

verb_help() {
    cat <<'HELP'
encryption-in-transit: TLS for the MySQL or MariaDB server, or the ProxySQL, of this node. Runs as root.

  role                   say what the node is in its group: primary, replica, member; changes nothing
  claim                  record the owner and what stands on the node; prints the claim's id
  request-certificate    make the server's key on this node, and print the request for its certificate; the key stays here
  install-certificates   put new certificates beside those in use
  activate               switch to them: reload or restart, check what is served, or everything back
  activate-proxy         the same for ProxySQL: its clients, then its backends, each proved first; no plaintext stays
  enforce                accounts must present a certificate, each proved first; plaintext is refused, or looked for (audit)
  encrypt-replication    sources are verified by name and CA, each tried first; or replication as it was
  restore-replication    all that encrypt-replication changed, as it was before
  check-member           look whether a Galera member takes TLS beside plaintext, as activate brings it to; changes nothing
  encrypt-transfers      state transfers (SST) of a Galera member over TLS, from now on; needs no restart
  encrypt-cluster        a Galera member that offers TLS takes nothing else from now on; by a restart
  restore-cluster        it takes plaintext as well again, for the others to go back
  restore-transfers      its state transfers in the clear again
  restore-member         and it takes plaintext alone, as before; by a restart
  relax                  all that enforce changed, as it was before
  inventory [--json]     who comes in without TLS now, and who did while audit looked; changes nothing
  verify                 check files, configuration, variables and the certificate served
  status [--json]        what is claimed, installed and served
  release                everything as it was before the claim
  version, help

role, claim, request-certificate, install-certificates, activate, activate-proxy, enforce, relax, encrypt-replication, restore-replication, check-member, encrypt-transfers, encrypt-cluster, restore-cluster, restore-transfers, restore-member and release read a request from stdin (verify may):
  request: 1
  key: value
  @file NAME
  ... its content ...
  @end
  end: 1
For example, to put this node back by hand:
  printf 'request: 1\nowner: PROJECT/STACK/NODE\nend: 1\n' | encryption-in-transit release

Exit code: 0 done, or nothing to do; 1 failed, rolled back; 2 bad request or usage; 3 refused: owned by another.
HELP
}

# user_of_this_run: VALUE, the number of the user whose rights it has
user_of_this_run() {
    while read -r user_line _ VALUE _; do [ "$user_line" != Uid: ] || return 0; done </proc/self/status
}

need_this_node() {
    user_of_this_run
    [ "$VALUE" = 0 ] || fail 2 "this must run as root; nothing was touched" "use sudo -n /usr/local/sbin/$TOOL, or log in as root"
    need_cmd openssl "apt-get install openssl (or the package manager of this node)"
    for node_cmd in awk sed grep cmp diff readlink stat df od find; do need_cmd "$node_cmd" "it belongs to every Debian, Red Hat and Alpine system"; done
    # Not a builtin, it would show passwords and keys as arguments. A builtin is found without a path.
    PATH=/nowhere printf '' 2>/dev/null || fail 2 "printf is not a builtin of this shell; nothing was touched" "run this tool with dash, bash or busybox ash"
}

main() {
    verb=${1-help}
    [ $# -eq 0 ] || shift
    case $verb in
        help | --help | -h) verb_help; return ;;
        version | --version) say "$TOOL $TOOL_VERSION"; return ;;
        role | claim | request-certificate | install-certificates | activate | activate-proxy | enforce | relax | encrypt-replication | restore-replication | check-member | encrypt-transfers | encrypt-cluster | restore-cluster | restore-transfers | restore-member | verify | release)
            [ $# -eq 0 ] || fail 2 "$verb takes no arguments; nothing was touched" "its request comes on stdin, see: $TOOL help" ;;
        status | inventory) ;;
        *) fail 2 "unknown verb \"$verb\"; nothing was touched" "see: $TOOL help" ;;
    esac
    need_this_node
    case $verb in
        role) verb_role ;;
        claim) verb_claim ;;
        request-certificate) verb_request_certificate ;;
        install-certificates) verb_install_certificates ;;
        activate) verb_activate ;;
        activate-proxy) verb_activate_proxy ;;
        enforce) verb_enforce ;;
        relax) verb_relax ;;
        encrypt-replication) verb_encrypt_replication ;;
        restore-replication) verb_restore_replication ;;
        check-member) verb_check_member ;;
        encrypt-transfers) verb_encrypt_transfers ;;
        restore-transfers) verb_restore_transfers ;;
        encrypt-cluster) verb_encrypt_cluster ;;
        restore-cluster) verb_restore_cluster ;;
        restore-member) verb_restore_member ;;
        inventory) verb_inventory "$@" ;;
        verify) verb_verify ;;
        status) verb_status "$@" ;;
        release) verb_release ;;
    esac
}

main "$@"
# encryption-in-transit: whole
