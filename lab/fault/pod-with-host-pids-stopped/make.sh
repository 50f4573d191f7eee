#!/bin/bash
# containerd is stopped, on a node looked at by a pod that shares its processes and has mounts, a root and a network of its own.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
stop "$(the containerd)"
expect "root-pids=$(pid_inside "$(the containerd)")"
