#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

proceed "$(the containerd)"
wait_for "the pod ends" is_gone web
