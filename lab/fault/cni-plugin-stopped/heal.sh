#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed $(child_of containerd bridge)
leave client-cri
inside umount /usr/lib/cni/bridge
