#!/bin/bash
# systemd is stopped by a signal, then a pod is created and another deleted: kubelet itself asks systemd for their slices.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
stop "$("$labdir/node" pid "$name")"
workload late
deleted web
