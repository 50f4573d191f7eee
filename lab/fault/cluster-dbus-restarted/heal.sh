#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside systemctl restart kubelet.service
wait_for "the late pod runs" runs late
wait_for "the pod ends" is_gone web
