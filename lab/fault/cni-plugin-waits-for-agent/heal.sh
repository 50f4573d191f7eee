#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(cat "$fault/agent")"
inside umount /usr/lib/cni/bridge
for pid in $("$labdir/node" pid "$name" agent); do kill -KILL "$pid"; done
leave client-cri agent
