#!/bin/bash
# The ext4 of containerd has found an error in itself and became read-only; containerd ended, and cannot start on it.
. "$(dirname "$0")/../lib.sh"

own_disk containerd
disk=$(losetup -nlO NAME,BACK-FILE | awk -v image="$state/disk/containerd.img" '$2 == image { print substr($1, 6) }')
[ -w "/sys/fs/ext4/$disk/trigger_fs_error" ] || skip "this kernel has no ext4 error to trigger"
inside mount -o remount,errors=remount-ro /mnt/containerd
echo 1 >"/sys/fs/ext4/$disk/trigger_fs_error"
inside systemctl kill -s KILL containerd
fails_to_start
