#!/bin/bash
# A node without a container runtime.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop docker.service containerd.service
inside sh -c 'rm -rf /run/docker* /run/containerd'
