#!/bin/bash
# A node without a container runtime.
. "$(dirname "$0")/../lib.sh"

# nor wants it one
inside sed -i "s/^Wants=.*/Wants=/" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl stop docker.service containerd.service
inside sh -c 'rm -rf /run/docker* /run/containerd'
