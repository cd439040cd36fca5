# shellcheck shell=bash
# What the lab needs on this machine.

# command:package
HOST_NEEDS=(mmdebstrap:mmdebstrap ip:iproute2 unshare:util-linux nsenter:util-linux setpriv:util-linux
    flock:util-linux mount:mount ssh:openssh-client ssh-keygen:openssh-client)

install_host_needs() {
    local need output missing=()
    for need in "${HOST_NEEDS[@]}"; do
        command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    command -v apt-get >/dev/null || refuse "this machine lacks ${missing[*]}, and apt-get to install them: install them by hand"
    say "installing from apt: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    output=$(apt-get -qq update 2>&1) || say "apt-get update failed, trying with the lists that are there: $output"
    output=$(apt-get -qq install --yes --no-install-recommends "${missing[@]}" 2>&1) ||
        fail "apt-get could not install ${missing[*]}: $output"
}

# Debian's archive as this machine's own apt reaches it: a mirror, a proxy.
debian_mirror() {
    local uri
    # shellcheck disable=SC2016 # apt-get expands it, not the shell
    while read -r uri; do
        case ${uri%/} in */debian) printf '%s' "${uri%/}"; return ;; esac
    done < <(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null)
    fail "this machine's apt has no source that ends in /debian, for the nodes' systems to be built from: add Debian's archive to /etc/apt/sources.list.d, and run apt-get update"
}
