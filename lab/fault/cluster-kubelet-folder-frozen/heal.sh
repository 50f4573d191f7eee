#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside fsfreeze --unfreeze /mnt/folder
wait_for "the late pod runs" runs late
