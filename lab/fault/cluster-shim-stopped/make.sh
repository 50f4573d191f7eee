#!/bin/bash
# The shim of a pod is stopped by a signal, and the pod is deleted.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
shim=$("$labdir/node" pid "$name" containerd-shim | head -1)
stop "$shim"
echo "$shim" >"$fault/shim"
expect "root-pids=$(pid_inside "$shim")"
deleted web
