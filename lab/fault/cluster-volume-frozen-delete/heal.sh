#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside fsfreeze --unfreeze /mnt/data
wait_for "the pod ends" is_gone writer
