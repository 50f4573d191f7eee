#!/bin/bash
# The disk of containerd is full, also for root; a start was tried.
. "$(dirname "$0")/../lib.sh"

own_disk containerd
inside dd if=/dev/zero of=/var/lib/containerd/full bs=64k >/dev/null 2>&1 || :
inside dd if=/dev/zero of=/var/lib/containerd/fuller bs=1k >/dev/null 2>&1 || :
fails_to_start
