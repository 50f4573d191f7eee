#!/bin/bash
# The cgroup v2 group of the service containerd is frozen, and with it the shim of a running container, which lives in it too.
# One cgroup is one root: the service that it belongs to; that the shim is frozen is another finding.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
hold_group "$(the containerd)" v2 system.slice/containerd.service
clients
expect "root-pids=$(pid_inside "$(the containerd)")"
