# shellcheck shell=bash
# What a node's first process is, and the files that it needs: busybox's init and Debian's service scripts, or systemd.

# Units that have no business in a node: the whole machine's kernel, terminals and their logins, upkeep by the clock, which
# would be at work in one run and not in the next, and what a new version of the system wants done once.
MASKED_UNITS=(
    systemd-modules-load.service systemd-sysctl.service systemd-binfmt.service proc-sys-fs-binfmt_misc.automount
    dev-hugepages.mount dev-mqueue.mount sys-fs-fuse-connections.mount sys-kernel-config.mount sys-kernel-debug.mount
    sys-kernel-tracing.mount systemd-pstore.service systemd-networkd.service
    getty.target systemd-logind.service systemd-logind-varlink.socket
    timers.target
    ldconfig.service systemd-journal-catalog-update.service systemd-sysusers.service
)

init_files_busybox() { # FILES
    printf '::sysinit:/etc/lab/boot %s\n' "$KIND_SERVICE" >"$1/etc/inittab"
    chmod 0644 "$1/etc/inittab"
    install -m 0755 "$LAB/node/boot" "$1/etc/lab/boot"
}

init_files_systemd() { # FILES
    local unit units=$1/etc/systemd/system
    install -m 0755 "$LAB/node/systemd/init" "$1/etc/lab/init"
    # Without it, systemd takes each start for the machine's first, and enables what the vendors preset.
    od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >"$1/etc/machine-id"
    install -d -m 0755 "$1/etc/default" "$units" "$units/multi-user.target.wants" "$units/lab-booted.service.d" "$units/sshd-keygen.service.d"
    # As in a node without systemd, where there is no journal.
    printf 'SSHD_OPTS="-E /var/log/sshd.log"\n' >"$1/etc/default/ssh"
    # The keys were taken out of the tree, and it is no first start.
    printf '[Unit]\nConditionFirstBoot=\n' >"$units/sshd-keygen.service.d/always.conf"
    install -m 0644 "$LAB/node/systemd/lab-booted.service" "$units/lab-booted.service"
    printf '[Unit]\nAfter=ssh.service %s.service\n' "$KIND_SERVICE" >"$units/lab-booted.service.d/services.conf"
    ln -s ../lab-booted.service "$units/multi-user.target.wants/lab-booted.service"
    for unit in "${MASKED_UNITS[@]}"; do ln -s /dev/null "$units/$unit"; done
    chmod 0644 "$1/etc/machine-id" "$1/etc/default/ssh" "$units"/*.service.d/*.conf
}
