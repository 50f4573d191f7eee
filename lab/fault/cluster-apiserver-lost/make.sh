#!/bin/bash
# kube-apiserver, on what is another machine as the node sees it, is stopped for so long that the node is NotReady.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
pid=$(control_pid kube-apiserver)
kill -STOP "$pid"
echo "$pid" >"$fault/kube-apiserver"
