#!/bin/bash
# A `docker exec` of minutes.
. "$(dirname "$0")/../lib.sh"

container patient >/dev/null
background_inside exec docker exec patient sleep 1234567
wait_for "it runs" sh -c 'grep -q 1234567 /proc/[0-9]*/cmdline'
