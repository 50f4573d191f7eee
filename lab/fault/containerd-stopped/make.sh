#!/bin/bash
# SIGSTOP to containerd; starts through docker and CRI are under way.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
stop "$(the containerd)"
clients
expect "root-pids=$(pid_inside "$(the containerd)")"
