#!/bin/bash
# The file system of /var/lib/kubelet is frozen, then a pod is created: kubelet is held where it makes the folders of the pod.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

"$labdir/node" disk "$name" folder >/dev/null
inside systemctl stop kubelet.service
inside cp -a /var/lib/kubelet/. /mnt/folder/
inside mount --bind /mnt/folder /var/lib/kubelet
inside systemctl start kubelet.service
running_workload web
inside fsfreeze --freeze /mnt/folder
workload late
