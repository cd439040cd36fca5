# shellcheck shell=bash
# A node kind is one file in kinds/. It sets
#   KIND_SERVER      the word for it in a stack's configuration: mariadb, mysql, percona
#   KIND_SERVICE     its name for `service`
#   KIND_CLIENT      the command that reads SQL from stdin as the server's root, over the socket
#   kind_recipe      files (functions, node files) whose change makes a new tree
#   kind_build DIR   makes the tree
#   kind_settings    prints "PATH\nCONTENT": the server settings that make it a small node on a network

kind_names() {
    local file
    for file in "$LAB"/kinds/*.sh; do basename "$file" .sh; done
}

load_kind() {
    [[ $1 =~ ^[a-z0-9.-]+$ && -f $LAB/kinds/$1.sh ]] ||
        refuse "'$1' is not a kind of node; there are: $(kind_names | paste -sd ' ')"
    # shellcheck source=/dev/null # each kind is checked by itself
    . "$LAB/kinds/$1.sh"
}
