#!/bin/bash
# systemd is deaf, and two dozen starts are stuck, each in a shim of its own: a look asks only some of them.
. "$(dirname "$0")/../lib.sh"

wedge
for start in {1..24}; do
  background_inside "start$start" docker run --rm --network none "$image" true
done
wait_for "two dozen more runc wait for their scopes" at_runc $((clients + 24))
