#!/bin/bash
# The cgroup v2 group of the service containerd is frozen, and with it the shim of a running container, which lives in it too.
# One cgroup is one root: the service whose it is; that the shim is frozen is a finding beside it.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
hold_group "$(the containerd)" v2 system.slice/containerd.service
clients
expect "root-pids=$(pid_inside "$(the containerd)")"
