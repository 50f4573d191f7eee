#!/bin/bash
# The file system of a pod's volume is frozen while its container writes to it, and the pod is deleted: its process cannot end.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

"$labdir/node" disk "$name" data >/dev/null
running_workload writer /mnt/data 'while :; do date >/volume/now; done'
inside fsfreeze --freeze /mnt/data
deleted writer
