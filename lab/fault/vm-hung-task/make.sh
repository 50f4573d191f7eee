#!/bin/bash
# As containerd-on-frozen-disk, for longer than the kernel lets a task hang without a word; the limit is 20 s instead of its 120.
. "$(dirname "$0")/../lib.sh"

own_kernel
echo 20 >/proc/sys/kernel/hung_task_timeout_secs
own_disk containerd
inside fsfreeze --freeze /var/lib/containerd
background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client $image client /bin/true
wait_for "containerd is held" held "$(the containerd)"
patience=90 wait_for "the kernel's report" eval 'dmesg | grep -q "containerd.*blocked for more than"'
expect "mentions=/var/lib/containerd"
