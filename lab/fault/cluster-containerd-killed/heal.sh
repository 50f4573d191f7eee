#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside systemctl reset-failed containerd.service
inside systemctl start containerd.service
wait_for "the late pod runs" runs late
