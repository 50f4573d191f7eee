#!/bin/bash
# kubelet is killed while a pod is to start, and its unit has no Restart=.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
inside systemctl add-wants lab.target kubelet.service
drop_in kubelet "[Service]" "Restart=no"
kill -KILL "$(the kubelet)"
wait_for "kubelet has failed" unit_is kubelet failed
workload late
