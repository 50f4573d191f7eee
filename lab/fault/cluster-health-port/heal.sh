#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(the kubelet)"
sed -i '/^healthzPort:/d' "$state/kubernetes/kubelet.yaml"
inside systemctl restart kubelet.service
