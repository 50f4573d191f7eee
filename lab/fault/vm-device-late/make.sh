#!/bin/bash
# The block device below containerd completes each request ten seconds late, as one of storage that is overloaded. None is lost.
. "$(dirname "$0")/../lib.sh"

own_kernel
modprobe dm_delay || skip "this kernel has no dm-delay"
device=$(mapped_disk lab-containerd 64)
own_disk containerd "$device"
read -r begin length _ below offset <<<"$(dmsetup table lab-containerd)"
dmsetup load lab-containerd --table "$begin $length delay $below $offset 10000"
dmsetup resume --noudevsync lab-containerd
background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client $image client /bin/true
wait_for "containerd is held" held "$(the containerd)"
