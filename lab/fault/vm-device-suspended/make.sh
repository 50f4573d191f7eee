#!/bin/bash
# The block device below containerd takes requests and completes none, as a path to a storage server that is gone.
. "$(dirname "$0")/../lib.sh"

own_kernel
device=$(mapped_disk lab-containerd 64)
own_disk containerd "$device"
dmsetup suspend --noflush --nolockfs lab-containerd
background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client $image client /bin/true
wait_for "containerd is held" held "$(the containerd)"
expect "mentions=/var/lib/containerd"
