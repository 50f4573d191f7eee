#!/bin/bash
# A containerd that nobody wants any more was killed and has left its socket; dockerd has one of its own.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=containerd.service /Wants=/" /etc/systemd/system/lab.target
inside sed -i "s|--containerd=[^ ]*||; /^Wants=/d" /etc/systemd/system/docker.service
inside systemctl stop docker.service containerd.service
inside mv /etc/systemd/system/containerd.service /run/containerd.service
inside systemctl daemon-reload
inside rm -f /run/containerd/containerd.sock # else dockerd would take it for one to use
inside systemctl start --no-block docker.service
wait_for "dockerd is active" unit_is docker active
inside python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("/run/containerd/containerd.sock")'
container own >/dev/null
