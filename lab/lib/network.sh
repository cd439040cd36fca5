# shellcheck shell=bash
# A bridge and a /24 per run, out of 198.18.0.0/15, which RFC 2544 sets aside for tests: it is nobody's network.
# All names derive from the subnet's number, which no two runs share.

SUBNETS=512
# Routes of the lab carry it as their origin.
ROUTE_PROTOCOL=213
# The last choice of all, for when the bridge is gone: nothing for the lab's addresses ever leaves the machine.
ROUTE_METRIC=4294967295

subnet_prefix() { printf '198.%d.%d' $((18 + $1 / 256)) $(($1 % 256)); } # NUMBER
bridge_name() { printf 'eit%d' "$1"; }
link_name() { printf 'eit%d-%d' "$1" "$2"; }
# Tells whose a link is when the run's folder is lost, and its bridge with it.
link_alias() { printf 'encryption-in-transit-lab %s' "$1"; } # RUN
mac_address() { printf '02:18:00:%02x:%02x:%02x' $(($1 / 256)) $(($1 % 256)) "$2"; }

recorded_subnets() { cat "$STATE"/*/subnet 2>/dev/null || true; }

allocate_subnet() { # RUN
    local file start offset number taken prefix
    file=$(run_folder "$1")/subnet
    [ ! -s "$file" ] || return 0

    lock_folder "$STATE"
    taken=" $(recorded_subnets | paste -sd ' ') "
    # From a place that the name decides: a run keeps its addresses from one time to the next,
    # and the addresses of a run that has ended are not at once another's.
    start=$(cksum <<<"$1" | cut -d' ' -f1)
    for ((offset = 0; offset < SUBNETS; offset++)); do
        number=$(((start + offset) % SUBNETS))
        prefix=$(subnet_prefix "$number")
        [[ $taken != *" $number "* ]] || continue
        [ -z "$(ip -4 route show table all root "$prefix.0/24")" ] || continue
        [ ! -e "/sys/class/net/$(bridge_name "$number")" ] || continue
        printf '%s\n' "$number" >"$file.new"
        mv "$file.new" "$file"
        unlock_last
        return
    done
    fail "all $SUBNETS subnets of the lab are taken: end runs with lab/lab down --all"
}

make_bridge() { # RUN
    local number bridge prefix
    number=$(cat "$(run_folder "$1")/subnet")
    bridge=$(bridge_name "$number")
    prefix=$(subnet_prefix "$number")
    [ -e "/sys/class/net/$bridge" ] || ip link add name "$bridge" address "$(mac_address "$number" 1)" type bridge
    ip link set "$bridge" alias "$(link_alias "$1")"
    ip address replace "$prefix.1/24" dev "$bridge"
    ip link set "$bridge" up
    ip route replace unreachable "$prefix.0/24" proto "$ROUTE_PROTOCOL" metric "$ROUTE_METRIC"
}

connect_node() { # RUN HOST-NUMBER PID
    local number link
    number=$(cat "$(run_folder "$1")/subnet")
    link=$(link_name "$number" "$2")
    # A link of an earlier node with this number dies with its namespace, some time after its processes.
    ip link delete "$link" 2>/dev/null || true
    ip link add name "$link" type veth peer name eth0 address "$(mac_address "$number" "$2")" netns "$3"
    ip link set "$link" alias "$(link_alias "$1")"
    ip link set "$link" master "$(bridge_name "$number")" up
    nsenter -t "$3" --net ip -batch - <<BATCH
address add $(subnet_prefix "$number").$2/24 dev eth0
link set eth0 up
BATCH
}

# Removes links, bridge and route of a run, whether or not its folder still tells the number.
remove_network() { # RUN
    local path alias number numbers=()
    numbers+=("$(cat "$(run_folder "$1")/subnet" 2>/dev/null || true)")
    for path in /sys/class/net/eit*/ifalias; do
        alias=$(cat "$path" 2>/dev/null || true)
        [[ $alias != "$(link_alias "$1")" || ! $path =~ /eit([0-9]+) ]] || numbers+=("${BASH_REMATCH[1]}")
    done
    for number in "${numbers[@]}"; do
        [ -n "$number" ] || continue
        for path in "/sys/class/net/eit$number-"* "/sys/class/net/eit$number"; do
            # A veth whose other end's namespace is just dying may go by itself.
            [ ! -e "$path" ] || ip link delete "$(basename "$path")" 2>/dev/null || [ ! -e "$path" ] ||
                fail "the network link $(basename "$path") cannot be removed"
        done
        ip route delete unreachable "$(subnet_prefix "$number").0/24" proto "$ROUTE_PROTOCOL" 2>/dev/null || true
    done
    remove_orphan_routes
}

# A route whose run has lost both its folder and its bridge.
remove_orphan_routes() {
    local prefix number known
    lock_folder "$STATE"
    known=$(recorded_subnets | while read -r number; do subnet_prefix "$number"; echo .0/24; done)
    while read -r _ prefix _; do
        grep -qxF "$prefix" <<<"$known" ||
            ip route delete unreachable "$prefix" proto "$ROUTE_PROTOCOL" 2>/dev/null || true
    done < <(ip -4 route show type unreachable proto "$ROUTE_PROTOCOL")
    unlock_last
}
