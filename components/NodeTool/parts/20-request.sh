
# --- the request on stdin ------------------------------------------------------------------------

# read_request KEYS FILES: refuses a request that was cut or has anything we do not know.
# It stays in variables, since it may hold a password and private keys: REQUEST is all of it, REQUEST_LINES are its keys and
# the names of its files.
read_request() {
    [ ! -t 0 ] || fail 2 "this verb reads a request from stdin; nothing was touched" "see: $TOOL help"
    REQUEST=$(cat)
    REQUEST_LINES=$(printf '%s\n' "$REQUEST" | awk -v tool="$TOOL" -v keys=" $1 " -v files=" $2 " '
        function refuse(text) { print tool ": " text; bad = 1 }
        ended { refuse("line " NR ": something follows \"end: 1\""); exit }
        NR == 1 {
            if ($0 == "") refuse("the request is empty: expected \"request: 1\" and so on, see help")
            else if ($0 !~ /^request: /) refuse("line 1 is not \"request: 1\"")
            else if ($0 != "request: 1") refuse("this tool reads \"request: 1\" only: install the tool that belongs to the caller")
            if (bad) exit
            next
        }
        in_file { if ($0 == "@end") in_file = 0; next }
        /^@file / {
            name = substr($0, 7)
            if (index(files, " " name " ") == 0) refuse("unknown file \"" name "\"")
            else if (name in seen_file) refuse("file \"" name "\" is given twice")
            seen_file[name] = 1; in_file = 1; lines = lines $0 "\n"; next
        }
        /^end: 1$/ { ended = 1; next }
        /^[a-z][a-z0-9-]*:( |$)/ {
            key = substr($0, 1, index($0, ":") - 1)
            if (index(keys, " " key " ") == 0) refuse("unknown key \"" key "\"")
            else if (key in seen_key) refuse("key \"" key "\" is given twice")
            if ($0 ~ /[[:cntrl:]]/) refuse("key \"" key "\" holds a control character")
            seen_key[key] = 1; lines = lines $0 "\n"; next
        }
        { refuse("line " NR " is neither \"key: value\" nor \"@file NAME\"") }
        END {
            if (!bad && (in_file || !ended)) refuse("the request was cut: its last line \"end: 1\" is missing")
            if (bad) print tool ": nothing was touched"
            else printf "%s", lines
            exit bad
        }') || { printf '%s\n' "$REQUEST_LINES" >&2; exit 2; }
}

# field KEY: VALUE is its value; empty when the key is not given
field() {
    VALUE='' field_start="$1: "
    for_lines take_field "$REQUEST_LINES"
}

take_field() { case $1 in "$field_start"*) VALUE=${1#"$field_start"} ;; esac; }

file_in_request() {
    printf '%s\n' "$REQUEST" | awk -v name="@file $1" '
        wanted && $0 == "@end" { wanted = 0 }
        wanted { print }
        $0 == name { wanted = 1 }'
}

# required KEY SHAPE MEANING: VALUE is the value; or a refusal that names the key
required() {
    field "$1"
    [ -n "$VALUE" ] || fail 2 "key \"$1\" is missing or empty; nothing was touched" "give $1: $3"
    has_shape "$VALUE" "$2" || fail 2 "key \"$1\" has a value that is not allowed; nothing was touched" "give $1: $3"
}

# has_shape VALUE SHAPE: SHAPE is "text" (up to 300 characters), "port", "hex N" (N lower case digits), "hexes N" (some of
# these, a blank between two), "names" (of hosts, a comma between two), "subject" (as openssl writes it), or words parted by "|"
has_shape() {
    case $2 in
        text) [ "${#1}" -le 300 ] ;;
        names) consists_of 'A-Za-z0-9.:,*_-' "$1" ;;
        subject) case $1 in /*=*) ;; *) return 1 ;; esac ;;
        port) [ "${#1}" -le 5 ] && consists_of '0-9' "$1" ;;
        hexes*) are_hexes "$1" "${2#hexes }" ;;
        hex*) [ "${#1}" -eq "${2#hex }" ] && consists_of '0-9a-f' "$1" ;;
        *) case $1 in *'|'*) return 1 ;; esac; case "|$2|" in *"|$1|"*) ;; *) return 1 ;; esac ;;
    esac
}

are_hexes() {
    consists_of '0-9a-f ' "$1" || return 1
    case " $1 " in *'  '*) return 1 ;; esac
    for shape_hex in $1; do [ "${#shape_hex}" -eq "$2" ] || return 1; done
}

# consists_of RANGES VALUE: of these characters and no other
consists_of() { case $2 in '' | *[!$1]*) return 1 ;; esac; }

required_file() {
    has_line "$REQUEST_LINES" "@file $1" || fail 2 "file \"$1\" is missing in the request; nothing was touched"
}

# read_generations: CLAIM, SERVER_GENERATION and CLIENT_GENERATION of the request
read_generations() {
    required claim 'hex 16' 'the id that claim printed'
    CLAIM=$VALUE
    required server-generation 'hex 16' '16 hex digits'
    SERVER_GENERATION=$VALUE
    required client-generation 'hex 16' '16 hex digits'
    CLIENT_GENERATION=$VALUE
}

# read_certificate: CERTIFICATE, which the server is to serve
read_certificate() {
    required certificate-sha256 'hex 64' '64 lower case hex digits: SHA-256 of the server certificate'
    CERTIFICATE=$VALUE
}
