#!/bin/bash
# etcd is stopped, on what is another machine as the node sees it: that is no fault of this node.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
pid=$(control_pid etcd)
kill -STOP "$pid"
echo "$pid" >"$fault/etcd"
