#!/bin/bash
# The file system below containerd is frozen while it creates a container. It answers everybody who asks for its version.
. "$(dirname "$0")/../lib.sh"

own_disk containerd
inside fsfreeze --freeze /var/lib/containerd
background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client $image client /bin/true
wait_for "containerd is held" held "$(the containerd)"
expect "mentions=/var/lib/containerd" "mentions=percpu_rwsem_wait"
