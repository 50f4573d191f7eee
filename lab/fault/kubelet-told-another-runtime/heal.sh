#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop kubelet.service
inside rm -f /etc/systemd/system/kubelet.service /etc/default-kubelet /var/lib/kubelet/config.yaml /run/kubelet
inside systemctl daemon-reload
