#!/bin/bash
# The founding incident, and beside it seventy processes of user nobody whose memory lies on a file that never answers.
. "$(dirname "$0")/../lib.sh"

inside grep -qw fuse /proc/filesystems || skip "this kernel has no FUSE"
background_inside tenants /checkout/lab/tools/hanging-memory /run/tenants 70
wait_for "the tenants are there" grep -qx ready "$fault/tenants.out"
wedge
