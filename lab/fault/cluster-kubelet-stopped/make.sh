#!/bin/bash
# kubelet is stopped by a signal.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
stop "$(the kubelet)"
expect "root-pids=$(pid_inside "$(the kubelet)")"
