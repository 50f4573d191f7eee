#!/bin/bash
# The ext4 of containerd has found an error in itself and became read-only; a start was tried.
. "$(dirname "$0")/../lib.sh"

read_only_disk containerd
fails_to_start
