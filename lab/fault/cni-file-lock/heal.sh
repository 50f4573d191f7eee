#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

for pid in $("$labdir/node" pid "$name" sleep); do
  [ "$(cat "/proc/$(parent_of "$pid")/comm" 2>/dev/null)" != flock ] || kill -KILL "$pid" 2>/dev/null || :
done
end holder
leave client-cri
