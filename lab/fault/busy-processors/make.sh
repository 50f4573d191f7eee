#!/bin/bash
# Containers use all processors several times over, while another one is started.
. "$(dirname "$0")/../lib.sh"

container burner -- sh -c 'for n in 1 2 3 4 5 6 7 8; do while :; do :; done & done; wait' >/dev/null
burns() { [ "$(awk '{ print int($1) }' /proc/loadavg)" -ge 1 ] && [ "$(count sh)" -ge 8 ]; }
wait_for "all processors are busy" burns
background_inside churn sh -c 'while :; do docker run --rm --network none localhost/lab/busybox:1 true; done'
