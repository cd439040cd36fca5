
# --- the request on stdin ------------------------------------------------------------------------

# read_request KEYS FILES: refuses a request that was cut or has anything we do not know.
# It stays in a variable: a request may hold a password and private keys.
read_request() {
    [ ! -t 0 ] || fail 2 "this verb reads a request from stdin; nothing was touched" "see: $TOOL help"
    REQUEST=$(cat)
    printf '%s\n' "$REQUEST" | awk -v tool="$TOOL" -v keys=" $1 " -v files=" $2 " '
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
            seen_file[name] = 1; in_file = 1; next
        }
        /^end: 1$/ { ended = 1; next }
        /^[a-z][a-z0-9-]*:( |$)/ {
            key = substr($0, 1, index($0, ":") - 1)
            if (index(keys, " " key " ") == 0) refuse("unknown key \"" key "\"")
            else if (key in seen_key) refuse("key \"" key "\" is given twice")
            if ($0 ~ /[[:cntrl:]]/) refuse("key \"" key "\" holds a control character")
            seen_key[key] = 1; next
        }
        { refuse("line " NR " is neither \"key: value\" nor \"@file NAME\"") }
        END {
            if (!bad && (in_file || !ended)) refuse("the request was cut: its last line \"end: 1\" is missing")
            if (bad) print tool ": nothing was touched"
            exit bad
        }' >&2 || exit 2
}

# field KEY: its value; empty when the key is not given
field() {
    printf '%s\n' "$REQUEST" | awk -v key="$1: " '
        in_file { if ($0 == "@end") in_file = 0; next }
        /^@file / { in_file = 1; next }
        index($0, key) == 1 { print substr($0, length(key) + 1) }'
}

has_file() { printf '%s\n' "$REQUEST" | grep -xF "@file $1" >/dev/null; }

file_in_request() {
    printf '%s\n' "$REQUEST" | awk -v name="@file $1" '
        wanted && $0 == "@end" { wanted = 0 }
        wanted { print }
        $0 == name { wanted = 1 }'
}

# required KEY SHAPE MEANING: the value, or a refusal that names the key
required() {
    value=$(field "$1")
    [ -n "$value" ] || fail 2 "key \"$1\" is missing or empty; nothing was touched" "give $1: $3"
    printf '%s\n' "$value" | grep -xE "$2" >/dev/null || fail 2 "key \"$1\" has a value that is not allowed; nothing was touched" "give $1: $3"
    printf '%s\n' "$value"
}

required_file() {
    has_file "$1" || fail 2 "file \"$1\" is missing in the request; nothing was touched"
}
