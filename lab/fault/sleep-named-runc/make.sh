#!/bin/bash
# Programs that only have the name of runc: one outside of containers, and one that is a container itself, so a child of
# a shim.
. "$(dirname "$0")/../lib.sh"

inside cp /bin/sleep /run/runc
background_inside outside /run/runc 1000000
container named -- sh -c 'printf runc >/proc/self/comm; while :; do sleep 1000000; done' >/dev/null
both() { [ "$(count runc)" -ge 2 ]; }
wait_for "both run" both
