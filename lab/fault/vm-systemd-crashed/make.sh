#!/bin/bash
# PID 1 of the machine itself crashes and freezes, and the machine, which has a containerd of its own, is looked at.
. "$(dirname "$0")/../lib.sh"

own_kernel
mkdir -p /var/lib/containerd
mount -t tmpfs tmpfs /var/lib/containerd            # an overlay cannot be the upper layer of another
systemctl start dbus containerd
ctr -n k8s.io images import "$state/images.tar" >/dev/null
kill -SEGV 1
asleep() { [ "$(ls /proc/1/fd | sort -n | tail -n 1)" -le 2 ]; }
wait_for "systemd has closed its files" asleep
background client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client $image client /bin/true
sleep 5
