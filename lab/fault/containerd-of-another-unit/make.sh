#!/bin/bash
# containerd runs in a unit whose name nobody knows, as some packagers have it. It is killed while a container runs.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop docker.service containerd.service
inside sh -c 'cd /etc/systemd/system && mv containerd.service acme-runtime.service &&
  sed -i s/containerd.service/acme-runtime.service/ lab.target docker.service'
inside systemctl daemon-reload
inside systemctl start acme-runtime.service docker.service
wait_for "dockerd is active" unit_is docker active
container before >/dev/null
kill -KILL "$(the containerd)"
wait_for "containerd has failed" unit_is acme-runtime failed
