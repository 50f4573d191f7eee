#!/bin/bash
# systemd deaf on the bus, on a node without a container runtime.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop docker.service containerd.service
inside sh -c 'rm -rf /run/docker* /run/containerd'
overflow deaf
owned || fail "systemd left the bus instead of going deaf"
