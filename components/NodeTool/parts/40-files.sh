
# --- files: written beside, synced, renamed; kept before they are replaced -----------------------

# beside PATH: BESIDE is where its successor is written
beside() { BESIDE=${1%/*}/.${1##*/}.$TOOL.new; }

# flush PATH...: to the disk, all of them by one call
flush() { sync "$@" 2>/dev/null || sync; }

exists() { [ -e "$1" ] || [ -L "$1" ]; }

is_folder() { [ -d "$1" ] && [ ! -L "$1" ]; }

# remove_all PATH...: mostly there is nothing
remove_all() {
    for remove_path in "$@"; do
        if exists "$remove_path"; then
            rm -rf "$@"
            return
        fi
    done
}

# move_over NEW PATH: atomic, but for a foreign folder that goes or comes back, which a rename cannot exchange
move_over() {
    move_unflushed "$1" "$2" && flush "${2%/*}"
}

# move_unflushed NEW PATH: the caller flushes the folder, after several
move_unflushed() {
    move_old=${2%/*}/.${2##*/}.$TOOL.new.old
    if is_folder "$2" || { is_folder "$1" && exists "$2"; }; then
        rm -rf "$move_old" && mv -T "$2" "$move_old" || return 1
    fi
    mv -T -f "$1" "$2" || return 1
    remove_all "$move_old"
}

# write_file PATH MODE: stdin becomes the file, of root, whole or not at all
write_file() {
    write_unflushed "$1" "$2" && flush "${1%/*}"
}

# write_unflushed PATH MODE: the caller flushes the folder, after several
write_unflushed() {
    beside "$1"
    new_file=$BESIDE
    remove_all "$new_file"
    if cat >"$new_file" && set_mode "$new_file" "$2" && flush "$new_file" && move_unflushed "$new_file" "$1"; then return 0; fi
    rm -rf "$new_file"
    return 1
}

# set_mode NEW_FILE MODE: root's alone is what our umask gives, and another group what a folder may give
set_mode() {
    if [ "$2" != 0600 ]; then chmod "$2" "$1" || return 1; fi
    if [ -g "${1%/*}" ]; then chown 0:0 "$1"; fi
}

# rewrite_file PATH: stdin becomes its content; mode and owner stay; a link is followed
rewrite_file() {
    real_file=$(readlink -f "$1") || return 1
    beside "$real_file"
    new_file=$BESIDE
    remove_all "$new_file"
    if cp -p "$real_file" "$new_file" && cat >"$new_file" && flush "$new_file" && mv -T -f "$new_file" "$real_file"; then
        flush "${real_file%/*}"
        return 0
    fi
    rm -rf "$new_file"
    return 1
}

write_link() {
    write_link_unflushed "$1" "$2" && flush "${2%/*}"
}

write_link_unflushed() {
    beside "$2"
    new_link=$BESIDE
    remove_all "$new_link"
    ln -s "$1" "$new_link" && move_unflushed "$new_link" "$2" && return 0
    rm -rf "$new_link"
    return 1
}

# make_folders PATH: every folder made on the way is 0755, or the server could not reach its keys under our umask
make_folders() {
    if [ -d "$1" ]; then return 0; fi
    make_folders "${1%/*}" || return 1
    # The recursion has no variables of its own, hence $1 throughout.
    mkdir -m 0755 "$1"
}

# keep FOLDER PATH...: of each a copy with mode and owner, or "absent", or "aside" for what is moved instead, under the next
# number; once per path. In a folder that counts already, the list is written when the copies are on the disk, all of them by
# one call; FOLDER.new is flushed as a whole by take_effect.
keep() {
    keep_folder=$1 keep_lines='' keep_copies='' keep_number=0
    shift
    while read -r _; do keep_number=$((keep_number + 1)); done <"$keep_folder/paths"
    for keep_path in "$@"; do
        ! kept_as "$keep_folder" "$keep_path" || continue
        keep_number=$((keep_number + 1)) keep_type=absent
        if is_set_aside "$keep_path"; then
            keep_type=aside
        elif exists "$keep_path"; then
            keep_type=present
            cp -a "$keep_path" "$keep_folder/$keep_number" || return 1
            # A link is on the disk with its folder.
            [ -L "$keep_path" ] || keep_copies="$keep_copies $keep_folder/$keep_number"
        fi
        keep_lines=$keep_lines$keep_number' '$keep_type' '$keep_path$NEWLINE
    done
    [ -n "$keep_lines" ] || return 0
    case $keep_folder in *.new)
        printf '%s' "$keep_lines" >>"$keep_folder/paths"
        return ;;
    esac
    # shellcheck disable=SC2086 # paths of ours: one word each
    flush $keep_copies "$keep_folder" || return 1
    printf '%s' "$keep_lines" >>"$keep_folder/paths" && flush "$keep_folder/paths"
}

# take_effect FOLDER: what was gathered in FOLDER.new counts from now on. All of it is on the disk before it has the name.
take_effect() {
    # Not the links: what they lead to is not ours, and they are on the disk with their folder.
    { find "$1.new" ! -type l -exec sync {} + 2>/dev/null || sync; } && mv -T "$1.new" "$1" && flush "${1%/*}"
}

# kept_as FOLDER PATH: VALUE is "NUMBER TYPE" of what was kept; false for nothing
kept_as() {
    while IFS=' ' read -r kept_number kept_type kept_path; do
        if [ "$kept_path" = "$2" ]; then
            VALUE="$kept_number $kept_type"
            return
        fi
    done <"$1/paths"
    return 1
}

# put_back FOLDER PATH: as it was kept, byte for byte, mode and owner
put_back() {
    kept_as "$1" "$2" || return 0
    put_what=$VALUE
    case ${put_what#* } in
        absent) rm -rf "$2"; return ;;
        aside) bring_back "$2"; return ;;
    esac
    put_copy=$1/${put_what%% *}
    # What is as it was needs no room on a disk that may be full.
    ! is_copy "$put_copy" "$2" || return 0
    beside "$2"
    put_new=$BESIDE
    remove_all "$put_new"
    if make_folders "${2%/*}" && cp -a "$put_copy" "$put_new" && move_over "$put_new" "$2"; then return 0; fi
    rm -rf "$put_new"
    return 1
}

# is_copy COPY PATH: a link or a file; content, mode and owner are the same
is_copy() {
    if [ -L "$1" ]; then
        [ -L "$2" ] && [ "$(readlink "$1")" = "$(readlink "$2")" ]
    else
        same_file "$1" "$2" && [ "$(stat -c %a:%u:%g "$1")" = "$(stat -c %a:%u:%g "$2")" ]
    fi
}

# make_work: an empty folder for this run, which leave_lock removes
make_work() {
    remove_all "$WORK"
    mkdir "$WORK" || fail 1 "$WORK cannot be created; nothing was touched" "free disk space, then run this again"
}

# recall FILE KEY: VALUE is what a file of "key: value" lines says, the last of several; empty when it says nothing
recall() {
    VALUE=
    [ -f "$1" ] || return 0
    while IFS= read -r recall_line; do
        case $recall_line in "$2: "*) VALUE=${recall_line#"$2: "} ;; esac
    done <"$1"
}

# recorded FILE KEY: the same, printed
recorded() {
    recall "$1" "$2"
    printf '%s\n' "$VALUE"
}

same_file() { [ -f "$1" ] && [ ! -L "$1" ] && [ -f "$2" ] && cmp -s "$1" "$2"; }

# need_space: in every file system that we write to
need_space() {
    space_folder=$CONF_FOLDER
    [ "$KIND" != proxysql ] || space_folder=$DATADIR
    space_needed=$1
    set --
    for space_path in "$STATE" "$KEYS" "$space_folder"; do
        while [ ! -d "${space_path:-/}" ]; do space_path=${space_path%/*}; done
        set -- "$@" "${space_path:-/}"
    done
    SPACE_ROWS=
    for_lines take_space_row "$(df -Pk "$@" 2>/dev/null)"
    for space_path in "$@"; do
        space_free=${SPACE_ROWS%%"$NEWLINE"*}
        SPACE_ROWS=${SPACE_ROWS#*"$NEWLINE"}
        [ "${space_free:-0}" -ge "$space_needed" ] ||
            fail 1 "the disk is full: ${space_free:-0} KiB free in $space_path, $space_needed are needed; nothing was touched" "free disk space, then run this again"
    done
}

# take_space_row ROW: the fourth word of what df prints, but for its headings
take_space_row() {
    set -f
    # shellcheck disable=SC2086 # its words
    set -- $1
    set +f
    [ "$1" = Filesystem ] || SPACE_ROWS=$SPACE_ROWS${4-}$NEWLINE
}

# Our lines in files of others stand between two marks; a line of theirs that we switch off is commented with a mark.
MARK_BEGIN="# $TOOL: begin"
MARK_END="# $TOOL: end"
MARK_OFF="#$TOOL# "

without_our_lines() { sed -e "/^$MARK_BEGIN\$/,/^$MARK_END\$/d" -e "s/^$MARK_OFF//"; }
