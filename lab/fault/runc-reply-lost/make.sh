#!/bin/bash
# The reply to a call of the runc that creates a container is lost on its way from systemd, which is well.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
lost_reply client docker run --rm --network none $image true
expect "root-pids=$(pid_inside "$(cat "$fault/runc")")"
