#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$labdir/node.d/kubernetes.sh"
. "$(dirname "$0")/../kubernetes.sh"

kubelet_certificate 365
inside systemctl restart kubelet.service
deleted web
wait_for "the pod ends" is_gone web
