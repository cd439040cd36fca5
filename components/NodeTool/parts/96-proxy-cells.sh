
# --- what ProxySQL's tables have to say: cells, that is one column of one row of one layer ----------
#
# A change is a line, fields parted by tabs: LAYER TABLE KEY1 KEY2 KEY3 COLUMN NEW OLD.
# COLUMN "row": the whole row is added (OLD is empty) or removed (NEW is empty).
# $BEFORE/cells holds, in the same form, each cell that is ours: NEW is our value, OLD what release brings back.

# proxy_cells LAYER: "TABLE KEY1 KEY2 KEY3 COLUMN VALUE" of all cells that may become ours
proxy_cells() {
    cells_query="SELECT 'mysql_servers', hostgroup_id, hostname, port, 'use_ssl', use_ssl FROM $(layer_table "$1" mysql_servers)
        UNION ALL SELECT 'global_variables', variable_name, '', '', 'variable_value', variable_value FROM $(layer_table "$1" global_variables)
            WHERE variable_name IN ('mysql-have_ssl', 'mysql-ssl_p2s_ca')
        UNION ALL SELECT 'mysql_users', username, backend, '', 'use_ssl', use_ssl FROM $(layer_table "$1" mysql_users) WHERE frontend = 1"
    [ "$BUNDLE" = yes ] || for cells_column in ssl_ca ssl_capath; do
        cells_query="$cells_query UNION ALL SELECT 'mysql_servers_ssl_params', hostname, port, username, '$cells_column', $cells_column FROM $(layer_table "$1" mysql_servers_ssl_params)"
    done
    admin_rows "$cells_query"
}

# proxy_changes LAYER: what differs in it from $WORK/backends, $WORK/plain-users and PHASE; and, what is ours and no longer wanted, back
proxy_changes() {
    proxy_cells "$1" >"$WORK/cells" || return 1
    awk -F '\t' -v OFS='\t' -v layer="$1" -v folder="$BACKEND_CAS" -v bundle="$BUNDLE" -v bundle_file="$BACKEND_BUNDLE" -v phase="$PHASE" '
        function is_true(text) { return tolower(text) == "true" || text == "1" }
        FILENAME == ARGV[1] { if (NF > 1) backend[$1, $2] = 1; next }
        FILENAME == ARGV[2] { plain[$1] = 1; next }
        FILENAME == ARGV[3] { if ($1 == layer) { cell = $2 SUBSEP $3 SUBSEP $4 SUBSEP $5 SUBSEP $6; ours[cell] = $7; before[cell] = $8; mine[cell] = 1 } next }
        {
            table = $1; value = $6; wanted = value; want = 0
            if (table == "mysql_servers") { if (($3, $4) in backend) { want = 1; wanted = 1 } }
            else if (table == "mysql_servers_ssl_params") {
                if (($2, $3) in backend) { want = 1; wanted = ($5 == "ssl_ca") ? folder "/" $2 "_" $3 ".crt" : "" }
                if ($4 == "") has_row[$2, $3] = 1
            }
            else if (table == "mysql_users") { if (phase == "on" && !($2 in plain)) { want = 1; wanted = 1 } }
            else if ($2 == "mysql-have_ssl") { want = 1; wanted = is_true(value) ? value : "true" }
            else if (bundle == "yes") { want = 1; wanted = bundle_file }
            cell = $1 SUBSEP $2 SUBSEP $3 SUBSEP $4 SUBSEP $5
            row = $1 SUBSEP $2 SUBSEP $3 SUBSEP $4 SUBSEP "row"
            if (!want && (row in mine)) {
                if ($5 == "ssl_ca" && value == ours[row]) print layer, $1, $2, $3, $4, "row", "", value
            }
            else if (!want && (cell in mine) && value == ours[cell]) wanted = before[cell]
            if (wanted != value) print layer, $1, $2, $3, $4, $5, wanted, value
        }
        END {
            if (bundle != "yes") for (address in backend) if (!(address in has_row)) {
                split(address, part, SUBSEP)
                print layer, "mysql_servers_ssl_params", part[1], part[2], "", "row", folder "/" part[1] "_" part[2] ".crt", ""
            }
        }' "$WORK/backends" "$WORK/plain-users" "$BEFORE/cells" "$WORK/cells"
}

# statements LAYER WAY FILE: those that make (WAY forward) or undo (back) the changes of one layer.
# A cell that somebody else has changed meanwhile stays as it is.
statements() {
    awk -F '\t' -v layer="$1" -v way="$2" '
        function text(value) { gsub(/\047/, "&&", value); return "\047" value "\047" }
        function variable(name) { return "COALESCE((SELECT variable_value FROM " layer ".global_variables WHERE variable_name = \047mysql-ssl_p2s_" name "\047), \047\047)" }
        $1 == layer {
            from = (way == "back") ? $7 : $8; to = (way == "back") ? $8 : $7
            if ($2 == "mysql_servers") key = "hostgroup_id = " $3 " AND hostname = " text($4) " AND port = " $5
            else if ($2 == "mysql_servers_ssl_params") key = "hostname = " text($3) " AND port = " $4 " AND username = " text($5)
            else if ($2 == "mysql_users") key = "username = " text($3) " AND backend = " $4
            else key = "variable_name = " text($3)
            table = layer "." $2
            if ($6 != "row") line = "UPDATE " table " SET " $6 " = " text(to) " WHERE " key " AND " $6 " = " text(from) ";"
            else if (to == "") line = "DELETE FROM " table " WHERE " key " AND ssl_ca = " text(from) ";"
            else
                # A row stands in the place of all global settings: what they say of our own certificate has to stay.
                line = "INSERT OR IGNORE INTO " table " (hostname, port, username, ssl_ca, ssl_cert, ssl_key, ssl_cipher, ssl_crl, ssl_crlpath) SELECT " \
                    text($3) ", " $4 ", " text($5) ", " text(to) ", " variable("cert") ", " variable("key") ", " variable("cipher") ", " variable("crl") ", " variable("crlpath") ";"
            lines[++count] = line
        }
        END {
            if (way == "back") for (i = count; i > 0; i--) print lines[i]
            else for (i = 1; i <= count; i++) print lines[i]
        }' "$3"
}

# change_layer LAYER WAY FILE
change_layer() {
    statements "$@" >"$STATE/statements.new" && run_script "$STATE/statements.new"
    change_result=$?
    rm -f "$STATE/statements.new"
    return "$change_result"
}

# modules_in FILE: what has to be loaded for these changes to count
modules_in() {
    awk -F '\t' '
        $1 == "disk" { next }
        $2 == "global_variables" { variables = 1; next }
        $2 == "mysql_users" { users = 1; next }
        { servers = 1 }
        END { if (variables) print "variables"; if (servers) print "servers"; if (users) print "users" }' "$1"
}

# cells_after CHANGES: $BEFORE/cells as it will be: what is changed for the first time joins, what went back leaves
cells_after() {
    awk -F '\t' -v OFS='\t' '
        FILENAME == ARGV[1] {
            cell = $1 SUBSEP $2 SUBSEP $3 SUBSEP $4 SUBSEP $5 SUBSEP $6
            known[cell] = 1; line[cell] = $0; ours[cell] = $7; before[cell] = $8; order[++count] = cell; next
        }
        $1 != "runtime" {
            cell = $1 SUBSEP $2 SUBSEP $3 SUBSEP $4 SUBSEP $5 SUBSEP $6
            if (!(cell in known)) { known[cell] = 1; line[cell] = $0; order[++count] = cell }
            else if ($8 == ours[cell] && $7 == before[cell]) gone[cell] = 1
        }
        END { for (i = 1; i <= count; i++) if (!(order[i] in gone)) print line[order[i]] }' "$BEFORE/cells" "$1"
}

# layer_problems: one sentence for each layer that does not say what it should
layer_problems() {
    for problem_layer in main runtime disk; do
        if problem_changes=$(proxy_changes "$problem_layer"); then
            printf '%s\n' "$problem_changes" | awk -F '\t' 'NF > 5 { print $1 ": " $2 " " $3 " " $4 " " $5 ": " $6 " is \"" $8 "\", expected was \"" $7 "\"" }'
        else
            echo "$problem_layer cannot be read"
        fi
    done
}
