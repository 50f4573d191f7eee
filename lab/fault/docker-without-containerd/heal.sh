#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=docker/Wants=containerd.service docker/" /etc/systemd/system/lab.target
inside sed -i "s|--host=unix:///run/docker.sock|& --containerd=/run/containerd/containerd.sock|" /etc/systemd/system/docker.service
inside systemctl daemon-reload
inside systemctl stop docker.service
inside systemctl start containerd.service docker.service
wait_for "dockerd is active" unit_is docker active
