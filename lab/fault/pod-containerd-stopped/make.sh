#!/bin/bash
# SIGSTOP to containerd with starts under way, looked at from a pod as docs/pod.yaml describes it.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
pod
stop "$(the containerd)"
clients
expect "root-pids=$(pid_inside "$(the containerd)")"
