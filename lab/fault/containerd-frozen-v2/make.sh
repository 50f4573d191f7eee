#!/bin/bash
# The cgroup v2 group of containerd is frozen.
. "$(dirname "$0")/../lib.sh"

hold_group "$(the containerd)" v2 system.slice/containerd.service
clients
expect "root-pids=$(pid_inside "$(the containerd)")"
