# shellcheck shell=bash
# A node kind is one file in kinds/. It sets
#   KIND_SERVER      the word for it in a stack's configuration: mariadb, mysql, percona, proxysql
#   KIND_SERVICE     its name for `service`
#   KIND_PORT        where its clients connect
#   KIND_CLIENT      the command that runs SQL from stdin as the server's administrator, whatever the state of TLS
#   kind_opening ACCOUNT PASSWORD   the first statement: proves the server ready, and makes the proof account where there are accounts
#   KIND_SUITE, KIND_PACKAGES   what debian_tree installs, for a kind built by it
#   KIND_TREE_FILES  files of ours that go into the tree
#   kind_build DIR   makes the tree
#   kind_finish DIR  takes out of it what must be each node's own, mends what would not work
#   KIND_SETTINGS_PATH, kind_settings   where a node's server settings go, and what they are: small, and reachable
# and, if it needs to,
#   kind_check       refuses, before anything is made, where the host lacks what only a person can give
#   kind_prepare     makes on the host what the nodes need besides the tree
#   kind_files FOLDER   adds to a node's own files, in FOLDER/files, and to FOLDER/binds: lines "PATH-ON-THE-HOST PATH-IN-THE-NODE",
#                    mounted read-only; FOLDER/stand-in says that the server is none of the real ones
#   KIND_TREE        the kind whose tree it shares
#   KIND_INIT        its first process: busybox (with Debian's service scripts), or systemd
#   KIND_ON_DEMAND   yes: its tree is built when the kind is named, not with all others

kind_names() {
    local file
    for file in "$LAB"/kinds/*.sh; do basename "$file" .sh; done
}

ordinary_kinds() {
    local kind
    for kind in $(kind_names); do (load_kind "$kind" && [ -z "${KIND_ON_DEMAND-}" ] && [ "$KIND_TREE" = "$kind" ]) && echo "$kind"; done
    return 0
}

load_kind() {
    [[ $1 =~ ^[a-z0-9.-]+$ && -f $LAB/kinds/$1.sh ]] ||
        refuse "'$1' is not a kind of node; there are: $(kind_names | paste -sd ' ')"
    KIND_TREE=$1
    # shellcheck disable=SC2034 # read by the other parts
    KIND_INIT=busybox
    # shellcheck disable=SC2317 # a kind may have its own
    { kind_check() { :; }; kind_prepare() { :; }; kind_files() { :; }; }
    # shellcheck source=/dev/null # each kind is checked by itself
    . "$LAB/kinds/$1.sh"
}
