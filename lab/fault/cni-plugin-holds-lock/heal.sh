#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

for pid in $(child_of containerd python3); do kill -KILL "$pid"; done
leave client-cri client-second
inside umount /usr/lib/cni/bridge
