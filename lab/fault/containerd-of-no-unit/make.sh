#!/bin/bash
# containerd was started by something else than systemd, and is killed while a container of its runs.
. "$(dirname "$0")/../lib.sh"

inside sed -i "s/^Wants=.*/Wants=/" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl stop docker.service containerd.service
background_inside own containerd --config /etc/containerd/lab.toml
wait_for "it listens" inside ctr version
inside ctr -n k8s.io run -d --runc-systemd-cgroup --cgroup system.slice:ctr:outlives $image outlives sleep 1000000
kill -KILL "$(the containerd)"
gone() { ! the containerd; }
wait_for "it is gone" gone
