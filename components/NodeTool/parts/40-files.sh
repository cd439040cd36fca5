
# --- files: written beside, synced, renamed; kept before they are replaced -----------------------

beside() { printf '%s/.%s.%s.new\n' "${1%/*}" "${1##*/}" "$TOOL"; }

flush() { sync "$@" 2>/dev/null || sync; }

exists() { [ -e "$1" ] || [ -L "$1" ]; }

is_folder() { [ -d "$1" ] && [ ! -L "$1" ]; }

# move_over NEW PATH: atomic, but for a foreign folder that goes or comes back, which a rename cannot exchange
move_over() {
    if is_folder "$2" || { is_folder "$1" && exists "$2"; }; then
        rm -rf "$(beside "$2").old" && mv -T "$2" "$(beside "$2").old" || return 1
    fi
    mv -T -f "$1" "$2" || return 1
    rm -rf "$(beside "$2").old"
    flush "${2%/*}"
}

# write_file PATH MODE [OWNER]: stdin becomes the file, whole or not at all
write_file() {
    new_file=$(beside "$1")
    rm -rf "$new_file"
    if cat >"$new_file" && chmod "$2" "$new_file" && chown "${3:-0:0}" "$new_file" && flush "$new_file" && move_over "$new_file" "$1"; then
        return 0
    fi
    rm -rf "$new_file"
    return 1
}

# rewrite_file PATH: stdin becomes its content; mode and owner stay; a link is followed
rewrite_file() {
    real_file=$(readlink -f "$1") || return 1
    new_file=$(beside "$real_file")
    rm -rf "$new_file"
    if cp -p "$real_file" "$new_file" && cat >"$new_file" && flush "$new_file" && mv -T -f "$new_file" "$real_file"; then
        flush "${real_file%/*}"
        return 0
    fi
    rm -rf "$new_file"
    return 1
}

write_link() {
    new_link=$(beside "$2")
    rm -rf "$new_link"
    ln -s "$1" "$new_link" && move_over "$new_link" "$2" && return 0
    rm -rf "$new_link"
    return 1
}

# make_folders PATH: every folder made on the way is 0755, or the server could not reach its keys under our umask
make_folders() {
    if [ -d "$1" ]; then return 0; fi
    make_folders "${1%/*}" || return 1
    # The recursion has no variables of its own, hence $1 throughout.
    mkdir "$1" && chmod 0755 "$1"
}

# keep FOLDER PATH: a copy with mode and owner, or "absent", under the next number; once per path
keep() {
    if kept_as "$1" "$2" >/dev/null; then return 0; fi
    keep_number=$(($(wc -l <"$1/paths") + 1))
    if ! exists "$2"; then
        keep_type=absent
    else
        keep_type=present
        cp -a "$2" "$1/$keep_number" || return 1
        flush "$1/$keep_number"
    fi
    printf '%s %s %s\n' "$keep_number" "$keep_type" "$2" >>"$1/paths" && flush "$1/paths"
}

# kept_as FOLDER PATH: "NUMBER TYPE" of what was kept
kept_as() {
    awk -v path="$2" 'substr($0, length($1) + length($2) + 3) == path { print $1, $2; found = 1 } END { exit !found }' "$1/paths"
}

# put_back FOLDER PATH: as it was kept, byte for byte, mode and owner
put_back() {
    put_what=$(kept_as "$1" "$2") || return 0
    if [ "${put_what#* }" = absent ]; then
        rm -rf "$2"
        return
    fi
    put_copy=$1/${put_what%% *}
    put_new=$(beside "$2")
    rm -rf "$put_new"
    if make_folders "${2%/*}" && cp -a "$put_copy" "$put_new" && move_over "$put_new" "$2"; then return 0; fi
    rm -rf "$put_new"
    return 1
}

# make_work: an empty folder for this run, which leave_lock removes
make_work() {
    rm -rf "$WORK"
    mkdir "$WORK" || fail 1 "$WORK cannot be created; nothing was touched" "free disk space, then run this again"
}

# record_value FILE KEY: of a file of "key: value" lines
record_value() { awk -v key="$2: " 'index($0, key) == 1 { print substr($0, length(key) + 1) }' "$1" 2>/dev/null; }

same_file() { [ -f "$1" ] && [ ! -L "$1" ] && [ -f "$2" ] && cmp -s "$1" "$2"; }

free_kib() { df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'; }

# need_space: in every file system that we write to
need_space() {
    space_folder=$CONF_FOLDER
    [ "$KIND" != proxysql ] || space_folder=$DATADIR
    for space_path in "$STATE" "$KEYS" "$space_folder"; do
        while [ ! -d "$space_path" ]; do space_path=${space_path%/*}; done
        space_free=$(free_kib "${space_path:-/}")
        [ "${space_free:-0}" -ge "$1" ] ||
            fail 1 "the disk is full: ${space_free:-0} KiB free in ${space_path:-/}, $1 are needed; nothing was touched" "free disk space, then run this again"
    done
}

# Our lines in files of others stand between two marks; a line of theirs that we switch off is commented with a mark.
MARK_BEGIN="# $TOOL: begin"
MARK_END="# $TOOL: end"
MARK_OFF="#$TOOL# "

without_our_lines() { sed -e "/^$MARK_BEGIN\$/,/^$MARK_END\$/d" -e "s/^$MARK_OFF//"; }
