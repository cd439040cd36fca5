
# --- option files: what the server will read at its next start -----------------------------------

# ask_client: what its help says, by one start of it: CLIENT_FAMILY; CLIENT_VERIFIES, when it verifies by default; and
# CLIENT_FILES, the main option files of its like
ask_client() {
    CLIENT_FAMILY=mysql CLIENT_VERIFIES='' CLIENT_FILES=''
    client_help=$("$CLIENT" --no-defaults --help 2>/dev/null) client_line=''
    case ${client_help%%"$NEWLINE"*} in *MariaDB*) CLIENT_FAMILY=mariadb ;; esac
    for_lines take_client_line "$client_help"
}

take_client_line() {
    case $client_line-$CLIENT_FILES in
        'Default options are read'*-) take_client_files "$1" ;;
    esac
    client_line=$1
    case $1 in 'ssl-verify-server-cert '*' TRUE'*) CLIENT_VERIFIES=yes ;; esac
}

# Those of a user are not the server's.
take_client_files() {
    for client_file in $1; do
        case $client_file in '~'*) ;; *) CLIENT_FILES=$CLIENT_FILES$client_file$NEWLINE ;; esac
    done
}

# find_main_files: MAIN_FILES, the main option files of this server, in the order in which it reads them
find_main_files() {
    MAIN_FILES='' MAIN_FILE=''
    if running_pid; then for_lines take_defaults_file "$(tr '\0' '\n' <"/proc/$VALUE/cmdline")"; fi
    MAIN_FILES=${MAIN_FILES:-$CLIENT_FILES}
}

take_defaults_file() { case $1 in --defaults-file=*) MAIN_FILES=$MAIN_FILES${1#--defaults-file=}$NEWLINE ;; esac; }

# find_option_files: OPTION_FILES, the main files and all that they include, in reading order, our own file among them
find_option_files() { OPTION_FILES=$(list_option_files "$CONF"); }

# list_option_files OWN: the same, printed. OWN is listed where it would be read, whether it is there yet or not; it is
# missing when no file includes its folder.
list_option_files() {
    [ -z "$MAIN_FILES" ] || printf '%s\n' "${MAIN_FILES%"$NEWLINE"}" | awk -v own="$1" '
        function walk(file, depth,    line, folder, command, name, ours) {
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
                    folder = line "/"; command = "exec ls -1 \047" line "\047 2>/dev/null"
                    ours = index(own, folder) == 1 ? substr(own, length(folder) + 1) : ""
                    while ((command | getline name) > 0) {
                        if (ours != "" && name >= ours) { files[depth, ++count[depth]] = own; if (name == ours) name = ""; ours = "" }
                        if (name ~ /\.cnf$/) files[depth, ++count[depth]] = folder name
                    }
                    if (ours != "") files[depth, ++count[depth]] = own
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
        [ -z "$OPTION_FILES" ] || printf '%s\n' "$OPTION_FILES"
        [ -z "${1-}" ] || printf '%s\n' "$1"
    } | parse_options "$@"
}

# parse_options [AS FILE]: the same of the files that stdin names
parse_options() { parse_groups "mysqld server ${SERVER_GROUPS-}" "$@"; }

# parse_groups GROUPS [AS FILE]: the same of other groups than the server's
parse_groups() {
    awk -v groups=" $1 " -v as="${2-}" -v instead="${3-}" '
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

# options_in FILE: "key<tab>value<tab>FILE" that this one file sets for the server
options_in() { printf '%s\n' "$1" | parse_options; }

# The groups that this server reads besides [mysqld] and [server]
find_groups() {
    groups_minor=${SERVER_VERSION#*.}
    groups_version=${SERVER_VERSION%%.*}.${groups_minor%%.*}
    SERVER_GROUPS="mysqld-$groups_version"
    [ "$KIND" != mariadb ] || SERVER_GROUPS="$SERVER_GROUPS mariadb mariadb-$groups_version mariadbd mariadbd-$groups_version galera"
}

# find_main_file: MAIN_FILE, the one that gets the include when none of them reads our folder
find_main_file() {
    [ -z "$MAIN_FILE" ] || return 0
    for_lines take_main_file "$MAIN_FILES"
    if [ -n "$MAIN_FILE" ]; then MAIN_FILE=$(readlink -f "$MAIN_FILE"); else MAIN_FILE=/etc/my.cnf; fi
}

take_main_file() { [ ! -e "$1" ] || MAIN_FILE=$1; }

folder_is_included() { has_line "$OPTION_FILES" "$CONF"; }
