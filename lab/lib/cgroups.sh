# shellcheck shell=bash
# A node with systemd has a control group of its own, below which systemd makes more. None of them goes by itself.
# Version 2's hierarchy is one and the same wherever it is mounted, so the lab mounts it where nobody else sees it.

cgroup_name() { printf 'encryption-in-transit-lab.%s.%s' "$1" "$2"; } # RUN NODE

# Removes those of a run, or of one of its nodes, whose processes are dead, though perhaps not yet gone.
remove_cgroups() { # RUN [NODE]
    grep -qw cgroup2 /proc/filesystems || return 0
    # shellcheck disable=SC2016 # for the other shell
    unshare --mount "$BASH" -euo pipefail -c '
        mount -t cgroup2 cgroup2 "$1"
        cd "$1"
        until=$((SECONDS + 30))
        for group in $2; do
            [ -d "$group" ] || continue
            until find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; do
                [ -d "$group" ] || break
                [ $SECONDS -lt $until ] || { echo "lab: the control group $group cannot be removed: $(cat "$group/cgroup.events")" >&2; exit 1; }
                sleep 0.02
            done
        done' cgroups "$STATE" "$(cgroup_name "$1" "${2-*}")"
}
