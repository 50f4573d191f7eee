#!/bin/bash
# The shim of a pod is stopped by a signal, and the pod is deleted.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

before=$("$labdir/node" pid "$name" containerd-shim || :) # an agent may run as a pod
running_workload web
shim=$("$labdir/node" pid "$name" containerd-shim | grep -vxF "$before" | head -1)
stop "$shim"
echo "$shim" >"$fault/shim"
expect "root-pids=$(pid_inside "$shim")"
deleted web
