#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed $("$labdir/node" pid "$name" containerd)
leave client-cri
inside env CRI_SOCKET=/run/k3s/containerd/containerd.sock /checkout/lab/tools/cri clean
inside systemctl kill -s KILL k3s.service
inside rm /etc/systemd/system/k3s.service
inside sh -c 'mv /run/units/* /etc/systemd/system'
inside systemctl daemon-reload
inside systemctl start containerd.service docker.service
