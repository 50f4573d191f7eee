#!/bin/bash
# dbus-daemon is stopped by a signal, then a pod is created and another deleted: kubelet itself asks systemd for their slices.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
stop "$(the dbus-daemon)"
workload late
deleted web
