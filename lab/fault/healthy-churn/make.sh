#!/bin/bash
# Containers start and end all the time, about two a second, beside some that stay.
. "$(dirname "$0")/../lib.sh"

container stays >/dev/null
background_inside churn sh -c "while :; do docker run --rm --network none $image true & sleep 0.5; done"
wait_for "containers come and go" sh -c "[ \$(grep -c -- '-shim-runc-v2\|exit' '$state/containerd.log') -ge 3 ]"
