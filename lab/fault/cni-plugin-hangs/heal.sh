#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

for pid in $("$labdir/node" pid "$name" sleep); do
  [ "$(cat "/proc/$(parent_of "$pid")/comm")" != containerd ] || kill -KILL "$pid"
done
inside umount /usr/lib/cni/bridge
leave client-cri
