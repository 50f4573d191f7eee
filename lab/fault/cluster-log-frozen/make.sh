#!/bin/bash
# The file system of /var/log/pods is frozen, then a pod is created: kubelet itself is held in the kernel.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

"$labdir/node" disk "$name" logs >/dev/null
inside mkdir -p /var/log/pods
inside mount --bind /mnt/logs /var/log/pods
running_workload web
inside fsfreeze --freeze /mnt/logs
workload late
