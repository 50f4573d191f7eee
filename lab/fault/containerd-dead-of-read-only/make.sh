#!/bin/bash
# The ext4 of containerd has found an error in itself and became read-only; containerd ended, and cannot start on it.
. "$(dirname "$0")/../lib.sh"

read_only_disk containerd
inside systemctl kill -s KILL containerd
fails_to_start
