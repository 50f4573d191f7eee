#!/bin/bash
# The file of the shim is gone; a start was tried.
. "$(dirname "$0")/../lib.sh"

put_away containerd-shim-runc-v2
fails_to_start
