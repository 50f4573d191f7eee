#!/bin/bash
# kubelet says that it is well, and the node's runtimes are disabled and stopped by their operator.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=.*/Wants=/" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl stop docker.service containerd.service
wait_for "containerd is inactive" unit_is containerd inactive
kubelet late 0s
