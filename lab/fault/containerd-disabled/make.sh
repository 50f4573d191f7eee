#!/bin/bash
# containerd is disabled by its operator: dockerd has one of its own.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=containerd.service /Wants=/" /etc/systemd/system/lab.target
inside sed -i "s|--containerd=[^ ]*||" /etc/systemd/system/docker.service
inside systemctl daemon-reload
inside systemctl stop docker.service containerd.service
inside systemctl start --no-block docker.service
wait_for "dockerd is active" unit_is docker active
inside systemctl stop containerd.service
