
# --- ProxySQL's own certificate ---------------------------------------------------------------------
#
# Its three files in the datadir become links to the server generation in use. ProxySQL does not start with files that do
# not belong together, and three renames are not one: so the links are made while they lead to copies of the very files
# that they replace, and then all of them turn over by the rename of one link. The way back is the same.

FRONTEND_COPY=$GENERATIONS/frontend-copy

# frontend_source NAME: what it is called in a generation
frontend_source() {
    case $1 in
        "$PROXY_CERT") echo server.crt ;;
        "$PROXY_KEY") echo server.key ;;
        *) echo "$1" ;;
    esac
}

frontend_is_linked() { [ "$(readlink "$DATADIR/$1" 2>/dev/null)" = "$KEYS/server/$(frontend_source "$1")" ]; }

# linked_frontend_files: how many of the three are our links
linked_frontend_files() {
    linked=0
    for linked_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do ! frontend_is_linked "$linked_name" || linked=$((linked + 1)); done
    echo "$linked"
}

# link_frontend GENERATION
link_frontend() {
    if [ "$(linked_frontend_files)" != 3 ]; then
        rm -rf "$FRONTEND_COPY"
        make_folders "$FRONTEND_COPY" || return 1
        for link_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do
            [ ! -e "$DATADIR/$link_name" ] || cp -pL "$DATADIR/$link_name" "$FRONTEND_COPY/$(frontend_source "$link_name")" || return 1
        done
        flush "$FRONTEND_COPY"/*
        turn_frontend_to "$FRONTEND_COPY" || return 1
        for link_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do
            write_link "$KEYS/server/$(frontend_source "$link_name")" "$DATADIR/$link_name" || return 1
        done
    fi
    turn_frontend_to "$GENERATIONS/server-$1"
}

turn_frontend_to() { write_link ".generations/${1##*/}" "$KEYS/server"; }

# frontend_back FOLDER: the three files as kept there
frontend_back() {
    kept_as "$1" "$DATADIR/$PROXY_KEY" || return 0
    back_copy=$1/${VALUE%% *}
    if [ "$(readlink "$back_copy" 2>/dev/null)" != "$KEYS/server/server.key" ] && [ "$(linked_frontend_files)" != 0 ]; then
        rm -rf "$FRONTEND_COPY"
        make_folders "$FRONTEND_COPY" || return 1
        for back_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do
            kept_as "$1" "$DATADIR/$back_name" || continue
            [ "${VALUE#* }" = present ] || continue
            back_copy=$1/${VALUE%% *}
            # A relative link leads on from where it stood.
            case $(readlink "$back_copy") in '') ;; /*) back_copy=$(readlink "$back_copy") ;; *) back_copy=$DATADIR/$(readlink "$back_copy") ;; esac
            [ ! -e "$back_copy" ] || cp -pL "$back_copy" "$FRONTEND_COPY/$(frontend_source "$back_name")" || return 1
        done
        turn_frontend_to "$FRONTEND_COPY" || return 1
    fi
    for back_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do put_back "$1" "$DATADIR/$back_name" || return 1; done
    put_back "$1" "$KEYS/server" || return 1
    rm -rf "$FRONTEND_COPY"
}

reload_frontend() { run_sql 'PROXYSQL RELOAD TLS'; }

# frontend_problem: one sentence when the files are not those of the generation, or cannot be read by ProxySQL's user
frontend_problem() {
    for problem_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do
        frontend_is_linked "$problem_name" || { echo "$DATADIR/$problem_name is not the link to $KEYS/server/$(frontend_source "$problem_name") that was made"; return; }
    done
    frontend_unreadable "$KEYS/server"
}

# frontend_unreadable FOLDER: asked as ProxySQL's user
frontend_unreadable() {
    unreadable_file=$(unreadable_by_server "$1/$PROXY_CA" "$1/server.crt" "$1/server.key") ||
        echo "ProxySQL's user ($(server_user)) cannot read $unreadable_file: check the modes of the folders above it"
}

# report_edited_frontend: files that somebody put in the place of our links are kept before ours come back
report_edited_frontend() {
    [ -f "$STATE/installed" ] && [ "$(linked_frontend_files)" != 3 ] || return 0
    report_folder=$STATE/frontend.edited-$(date -u '+%Y%m%dT%H%M%SZ')
    mkdir "$report_folder" || return 1
    for report_name in "$PROXY_CA" "$PROXY_CERT" "$PROXY_KEY"; do
        ! exists "$DATADIR/$report_name" || cp -a "$DATADIR/$report_name" "$report_folder/$report_name" || return 1
    done
    tell "the files $DATADIR/proxysql-*.pem were replaced by somebody else's; ours come back, theirs are kept in $report_folder until release"
}
