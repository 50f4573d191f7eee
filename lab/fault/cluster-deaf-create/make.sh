#!/bin/bash
# systemd goes deaf on the bus, then a pod is created: kubelet itself asks systemd for the pod's slice, and gets no answer.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
workload late
