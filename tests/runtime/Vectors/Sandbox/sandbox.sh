#!/bin/bash
# A world of its own for one stack's life: process, network, mount and host name spaces, and a root in which the placeholders of the
# recordings are real folders. Runs in `unshare`; lives until its standard input ends.
#   sandbox.sh BOX    folder with one folder for each placeholder
set -euo pipefail
box=$1
mount --make-rprivate /
ip link set lo up
hostname HOST
root=$(mktemp -d)
mount -t tmpfs tmpfs "$root"
for entry in /*; do
    if [ -L "$entry" ]; then
        cp -a "$entry" "$root/"
    elif [ -d "$entry" ]; then
        mkdir "$root$entry"
        [ "$entry" = /proc ] || mount --rbind "$entry" "$root$entry"
    fi
done
for folder in "$box"/*/; do
    name=$(basename "$folder")
    mkdir "$root/$name"
    mount --rbind "$folder" "$root/$name"
done
mount -t proc proc "$root/proc"
exec chroot "$root" /bin/bash -c 'echo ready; exec cat >/dev/null'
