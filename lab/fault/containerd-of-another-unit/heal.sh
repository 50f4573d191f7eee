#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl reset-failed acme-runtime.service
inside sh -c 'cd /etc/systemd/system && mv acme-runtime.service containerd.service &&
  sed -i s/acme-runtime.service/containerd.service/ lab.target docker.service'
inside systemctl daemon-reload
inside systemctl start containerd.service
wait_for "containerd is active" unit_is containerd active
inside systemctl restart docker.service # it would take its time to find containerd again
wait_for "dockerd is active" unit_is docker active
