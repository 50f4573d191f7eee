#!/bin/bash
# containerd is disabled and stopped by its operator, although dockerd is told to use it.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=containerd.service /Wants=/" /etc/systemd/system/lab.target
inside sed -i "/^Wants=/d" /etc/systemd/system/docker.service
inside systemctl daemon-reload
inside systemctl stop containerd.service
wait_for "containerd is inactive" unit_is containerd inactive
