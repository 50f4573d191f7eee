#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside systemctl reset-failed kubelet.service
inside systemctl start kubelet.service
wait_for "the late pod runs" runs late
