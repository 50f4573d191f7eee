#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside docker rm -f own
inside sed -i "s/^Wants=docker/Wants=containerd.service docker/" /etc/systemd/system/lab.target
inside sed -i "s|--host=unix:///run/docker.sock|& --containerd=/run/containerd/containerd.sock|" /etc/systemd/system/docker.service
inside mv /run/containerd.service /etc/systemd/system/containerd.service
inside systemctl daemon-reload
inside systemctl stop docker.service
inside rm -f /run/containerd/containerd.sock
inside systemctl start containerd.service docker.service
wait_for "dockerd is active" unit_is docker active
