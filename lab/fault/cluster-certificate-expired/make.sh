#!/bin/bash
# kubelet's client certificate has expired: the API server takes nothing from it.
. "$(dirname "$0")/../lib.sh"
. "$labdir/node.d/kubernetes.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
kubelet_certificate 0
inside systemctl restart kubelet.service
wait_for "the API server denies kubelet its lease" \
  inside sh -c "journalctl --unit=kubelet --lines=500 | grep -q 'ensure lease exists.*Unauthorized'"
