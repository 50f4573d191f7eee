#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl disable --now kubelet.service 2>/dev/null
inside rm /etc/systemd/system/kubelet.service
inside systemctl daemon-reload
