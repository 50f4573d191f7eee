#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

for pid in $(child_of kubelet sleep); do kill -KILL "$pid"; done
wait_for "the pod runs" runs user
