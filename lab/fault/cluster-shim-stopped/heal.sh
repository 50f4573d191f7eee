#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

proceed "$(cat "$fault/shim")"
wait_for "the pod ends" is_gone web
