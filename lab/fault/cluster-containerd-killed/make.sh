#!/bin/bash
# containerd is killed below a kubelet while a pod is to start, and its unit has no Restart=.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
kill -KILL "$(the containerd)"
wait_for "containerd has failed" unit_is containerd failed
workload late
