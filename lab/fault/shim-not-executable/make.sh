#!/bin/bash
# The file of the shim is empty; no start was tried.
. "$(dirname "$0")/../lib.sh"

shim=$(where containerd-shim-runc-v2)
inside cp -a "$shim" /lab/shim
inside truncate -s 0 "$shim"
expect "mentions=$shim is empty"
