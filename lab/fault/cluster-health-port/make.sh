#!/bin/bash
# A kubelet that was given another health port is stopped.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

echo 'healthzPort: 10348' >>"$state/kubernetes/kubelet.yaml"
inside systemctl restart kubelet.service
wait_for "kubelet answers at its new port" inside /bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/10348'
stop "$(the kubelet)"
