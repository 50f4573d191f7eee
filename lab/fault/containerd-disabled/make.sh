#!/bin/bash
# containerd is disabled by its operator: dockerd has one of its own.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=containerd.service /Wants=/" /etc/systemd/system/lab.target
inside sed -i "s|--containerd=[^ ]*||; /^Wants=/d" /etc/systemd/system/docker.service
inside systemctl daemon-reload
inside systemctl stop docker.service containerd.service
inside rm -f /run/containerd/containerd.sock # else dockerd would take it for one to use
inside systemctl start --no-block docker.service
wait_for "dockerd is active" unit_is docker active
inside test -S /run/docker/containerd/containerd.sock
