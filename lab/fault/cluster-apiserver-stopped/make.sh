#!/bin/bash
# kube-apiserver is stopped, on what is another machine as the node sees it: that is no fault of this node.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
pid=$(control_pid kube-apiserver)
kill -STOP "$pid"
echo "$pid" >"$fault/kube-apiserver"
