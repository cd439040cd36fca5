
# --- option files: what the server will read at its next start -----------------------------------

# main_files: the main option files of this server, in the order in which it reads them
main_files() {
    main_pid=$(running_pid) && main_line=$(tr '\0' '\n' <"/proc/$main_pid/cmdline" | sed -n 's/^--defaults-file=//p') && [ -n "$main_line" ] && {
        printf '%s\n' "$main_line"
        return
    }
    "$CLIENT" --no-defaults --help 2>/dev/null | awk '/^Default options are read/ { getline; for (i = 1; i <= NF; i++) if ($i !~ /^~/) print $i; exit }'
}

# option_files: main files and all that they include, in reading order. Our own file is listed where it would be read,
# whether it is there yet or not; it is missing when no file includes its folder.
option_files() {
    main_files | awk -v own="$CONF" '
        function walk(file, depth,    line, folder, command, name) {
            if (file == own) { print file; return }
            if (depth > 10 || (getline line < file) < 0) return
            close(file)
            print file
            while ((getline line < file) > 0) {
                if (line ~ /^[ \t]*!include[ \t]/) {
                    sub(/^[ \t]*!include[ \t]+/, "", line); sub(/[ \t]+$/, "", line)
                    walk(line, depth + 1)
                } else if (line ~ /^[ \t]*!includedir[ \t]/) {
                    sub(/^[ \t]*!includedir[ \t]+/, "", line); sub(/[ \t\/]+$/, "", line)
                    if (line ~ /\047/) continue
                    folder = line "/"; command = "ls -1 \047" line "\047 2>/dev/null"
                    if (index(own, folder) == 1) command = "{ " command "; echo \047" substr(own, length(folder) + 1) "\047; }"
                    command = command " | sort -u"
                    while ((command | getline name) > 0) if (name ~ /\.cnf$/) files[depth, ++count[depth]] = folder name
                    close(command)
                    while (done[depth] < count[depth]) walk(files[depth, ++done[depth]], depth + 1)
                }
            }
            close(file)
        }
        { walk($0, 0) }'
}

# server_options [AS FILE]: "key<tab>value<tab>file" of every server option, in reading order.
# With two arguments FILE is read in the place of AS, or last when AS is not among the files.
server_options() {
    {
        option_files
        [ -z "${1-}" ] || printf '%s\n' "$1"
    } | awk -v as="${1-}" -v instead="${2-}" -v groups=" mysqld server ${SERVER_GROUPS-} " '
        seen[$0]++ { next }
        {
            path = $0; file = (path == as) ? instead : path; group = 0
            while ((getline line < file) > 0) {
                sub(/^[ \t]+/, "", line); sub(/[ \t\r]+$/, "", line)
                if (line ~ /^\[/) { name = line; gsub(/[][ \t]/, "", name); group = index(groups, " " name " ") > 0; continue }
                if (!group || line == "" || line ~ /^[#;!]/) continue
                key = line; value = "ON"
                if (index(line, "=")) {
                    key = substr(line, 1, index(line, "=") - 1); value = substr(line, index(line, "=") + 1)
                    sub(/^[ \t]+/, "", value)
                    if (value ~ /^".*"/) { value = substr(value, 2); sub(/".*/, "", value) }
                    else if (value ~ /^\047/) { value = substr(value, 2); sub(/\047.*/, "", value) }
                    else sub(/[ \t]*#.*/, "", value)
                }
                sub(/[ \t]+$/, "", key); key = tolower(key); gsub(/-/, "_", key); sub(/^loose_/, "", key)
                if (key ~ /^(skip|disable)_ssl$/) { key = "ssl"; value = "OFF" }
                print key "\t" value "\t" path
            }
            close(file)
        }'
}

# options_in FILE: "key<tab>value" that this one file sets for the server
options_in() { server_options "$1" "$1" | awk -F '\t' -v file="$1" '$3 == file { print $1 "\t" $2 }'; }

# The groups that this server reads besides [mysqld] and [server]
find_groups() {
    groups_version=$(sql 'SELECT @@version' | awk -F. '{ print $1 "." $2 }')
    SERVER_GROUPS="mysqld-$groups_version"
    [ "$KIND" != mariadb ] || SERVER_GROUPS="$SERVER_GROUPS mariadb mariadb-$groups_version mariadbd mariadbd-$groups_version"
}

# main_file: the one that gets the include when none of them reads our folder
main_file() {
    main_found=$(main_files | while read -r main_path; do [ ! -e "$main_path" ] || readlink -f "$main_path"; done | tail -n 1)
    printf '%s\n' "${main_found:-/etc/my.cnf}"
}

folder_is_included() { option_files | grep -xF "$CONF" >/dev/null; }
