#!/bin/bash
# A cgroup v1 freezer outside of the node's cgroup namespace holds containerd, while containers' starts are under way.
. "$(dirname "$0")/../lib.sh"

hold_outside "$(the containerd)" v1
clients
expect "root-pids=$(pid_inside "$(the containerd)")"
