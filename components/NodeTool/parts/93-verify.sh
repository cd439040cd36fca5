
# --- verify and status: look, and change nothing -------------------------------------------------

verb_verify() {
    if [ -t 0 ]; then
        REQUEST=
    else
        REQUEST=$(cat)
    fi
    if [ -n "$REQUEST" ] && [ "$(recorded "$STATE/claim" server)" = proxysql ]; then
        read_proxy_activation <<REQUEST_END
$REQUEST
REQUEST_END
    elif [ -n "$REQUEST" ]; then
        read_activation <<REQUEST_END
$REQUEST
REQUEST_END
    fi
    with_lock verify_node
}

verify_node() {
    mend
    if [ -n "$REQUEST" ]; then
        own_claim "$CLAIM"
    else
        use_claim
        recall "$STATE/installed" server-generation
        SERVER_GENERATION=$VALUE
        recall "$STATE/installed" client-generation
        CLIENT_GENERATION=$VALUE
        recall "$STATE/installed" certificate-sha256
        CERTIFICATE=$VALUE
    fi
    [ -f "$STATE/installed" ] || fail 1 "TLS was not activated by this tool on this node" "run pulumi up"
    need_server
    if [ "$KIND" = proxysql ]; then
        verify_proxy_node
        return
    fi
    find_groups
    make_work
    if [ -n "$REQUEST" ]; then wanted_configuration; else cat "$CONF" >"$WORK/ssl-config.cnf" 2>/dev/null; fi
    look
    plan_cluster
    VERIFY_FAILED=0
    verify_checks
    return "$VERIFY_FAILED"
}

# check NAME PROBLEM: one line; no problem, no failure
check() {
    if [ -z "$2" ]; then
        say "ok: $1"
    else
        say "FAILED: $1: $(echo "$2" | tr '\n' ';')"
        VERIFY_FAILED=1
    fi
}

verify_generations() {
    for verify_side in server client; do
        verify_generation=$SERVER_GENERATION
        [ "$verify_side" = server ] || verify_generation=$CLIENT_GENERATION
        generation_in_use "$verify_side"
        verify_found=$VALUE
        check "$verify_side generation $verify_generation in use" "$([ "$verify_found" = "$verify_generation" ] || echo "it is \"$verify_found\"")"
        certificate_problem "$KEYS/$verify_side" "$verify_side" "ssl$verify_side"
        check "$verify_side key, certificate and root belong together" "$VALUE"
        check "$verify_side key is readable by its owner only" "$(key_mode_problem "$KEYS/$verify_side/$verify_side.key")"
    done
}

verify_checks() {
    verify_generations
    check "$CONF is what was installed" "$(config_problem)"
    check "$CONF is read by the server and not overridden" "$(folder_is_included || echo "no main file includes $CONF_FOLDER"; overriding_files; persisted_values)"
    check "the server's variables equal the file" "$(variable_problems "$WORK/variables")"
    check "the certificate served is $CERTIFICATE" "$([ "$SERVED" = "$CERTIFICATE" ] || echo "it is $SERVED")"
    [ -z "$CLUSTER_RUNS" ] || [ -z "$MODE_IN_FILE" ] || verify_cluster
    verify_enforcement
}

key_mode_problem() {
    mode_found=$(stat -L -c %a "$1" 2>/dev/null)
    case $mode_found in 600 | 400) ;; *) echo "the mode of $1 is \"$mode_found\"" ;; esac
}

verify_cluster() {
    check "$CLUSTER_CONF is what was installed" "$(cluster_conf_problem)"
    if [ "$MODE_IN_FILE" = plain ] || [ "$CLUSTER_RUNS" = none ]; then return 0; fi
    check "Galera takes $(mode_words "$MODE_IN_FILE") from other members" "$([ "$CLUSTER_RUNS" = "$MODE_IN_FILE" ] || echo "it takes $(mode_words "$CLUSTER_RUNS")")"
    [ "$MODE_IN_FILE" != open ] || return 0
    check "Galera shows the certificate $CERTIFICATE" "$(verify_shown=$(shown_by_galera); [ "$verify_shown" = "$CERTIFICATE" ] || echo "it shows ${verify_shown:-none}")"
}

cluster_conf_problem() {
    [ -f "$CLUSTER_CONF" ] || { echo "it is missing"; return; }
    [ "$(sha256 <"$CLUSTER_CONF")" = "$(recorded "$STATE/installed" "sha256 $CLUSTER_CONF")" ] || echo "it was edited"
}

config_problem() {
    [ -f "$CONF" ] || { echo "it is missing"; return; }
    [ "$(sha256 <"$CONF")" = "$(recorded "$STATE/installed" "sha256 $CONF")" ] || echo "it was edited"
    same_file "$CONF" "$WORK/ssl-config.cnf" || echo "it is not what the request says"
}

verb_status() {
    [ "${1-}" = --json ] || [ -z "${1-}" ] || fail 2 "unknown option \"$1\"" "$TOOL status [--json]"
    status_facts | if [ "${1-}" = --json ]; then as_json; else cat; fi
}

# status_facts: "key: value" lines; what is unknown is left out
status_facts() {
    say "tool: $TOOL $TOOL_VERSION"
    if [ ! -f "$STATE/claim" ]; then
        say "state: not claimed"
        find_add_on
        [ -z "$ADD_ON" ] || say "addOn: $(printf '%s\n' "$ADD_ON" | tr '\n' ';')"
        return
    fi
    use_claim
    say "state: $(status_state)"
    say "owner: $(recorded "$STATE/claim" owner)"
    say "claim: $(recorded "$STATE/claim" id)"
    say "claimedAt: $(recorded "$STATE/claim" time)"
    say "server: $KIND"
    if [ "$KIND" = proxysql ]; then
        proxy_status_facts
        return
    fi
    if [ -n "$ANSWERED" ]; then
        say "version: $SERVER_VERSION"
        server_pid
        say "pid: $VALUE"
        say "running: true"
        say "requireSecureTransport: $(sql "SELECT IF(@@global.require_secure_transport, 'true', 'false')")"
        say "servedSha256: $(serving)"
    else
        say "running: false"
    fi
    enforcement_facts
    [ -f "$STATE/installed" ] || return 0
    installed_facts
    say "configuration: $(status_config)"
}

installed_facts() {
    say "serverGeneration: $(recorded "$STATE/installed" server-generation)"
    say "clientGeneration: $(recorded "$STATE/installed" client-generation)"
    say "certificateSha256: $(recorded "$STATE/installed" certificate-sha256)"
    say "activatedAt: $(recorded "$STATE/installed" time)"
    openssl x509 -noout -startdate -enddate -in "$KEYS/server/server.crt" 2>/dev/null | as_validity
}

status_state() {
    if [ -e "$STATE/releasing" ]; then echo "release unfinished"
    elif [ -d "$ROLLBACK" ]; then echo "activation unfinished"
    elif [ -d "$ENFORCING" ]; then echo "enforcement unfinished"
    elif [ -f "$STATE/installed" ]; then echo "active"
    else echo "claimed"
    fi
}

status_config() {
    if [ ! -f "$CONF" ]; then echo missing
    elif [ "$(sha256 <"$CONF")" = "$(recorded "$STATE/installed" "sha256 $CONF")" ]; then echo unchanged
    else echo edited
    fi
}

# as_validity: "notAfter=Nov  4 12:00:00 2027 GMT" and its like become facts. Days are whole, rounded down, by the day numbers
# of the civil calendar; negative once expired.
as_validity() {
    awk -v seconds="$(date +%s)" '
        function days(year, month, day) {
            if (month < 3) { year--; month += 12 }
            return 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * (month - 3) + 2) / 5) + day - 719469
        }
        NF >= 4 {
            name = substr($1, 1, index($1, "=") - 1); month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", substr($1, length($1) - 2)) + 2) / 3
            time[name] = sprintf("%04d-%02d-%02dT%sZ", $4, month, $2, $3)
            split($3, clock, ":"); at[name] = days($4, month, $2) * 86400 + clock[1] * 3600 + clock[2] * 60 + clock[3]
        }
        END {
            print "notBefore: " time["notBefore"]
            print "notAfter: " time["notAfter"]
            left = (at["notAfter"] - seconds) / 86400
            print "daysLeft: " (time["notAfter"] != "" ? ((left < 0 && left != int(left)) ? int(left) - 1 : int(left)) : "")
        }'
}

as_json() {
    awk '
        BEGIN { printf "{" }
        {
            key = substr($0, 1, index($0, ": ") - 1); value = substr($0, index($0, ": ") + 2)
            gsub(/\\/, "&&", value); gsub(/"/, "\\\\&", value); gsub(/\t/, "\\t", value)
            bare = (key == "running" || key == "requireSecureTransport" || key == "daysLeft" || key == "enforcedAccounts" || key == "pid" || key == "plaintextRetired") && value ~ /^(true|false|-?[0-9]+)$/
            printf "%s\n  \"%s\": %s", (NR > 1 ? "," : ""), key, (bare ? value : "\"" value "\"")
        }
        END { print "\n}" }'
}
