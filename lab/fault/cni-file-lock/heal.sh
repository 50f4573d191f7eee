#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

for pid in $("$labdir/node" pid "$name" sleep); do
  [ "$(cat "/proc/$(parent_of "$pid")/comm")" != flock ] || kill -KILL "$pid"
done
end holder
leave client-cri
