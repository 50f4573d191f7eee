#!/bin/bash
# Core dumps of dockerd are taken, one after the other: the tracer that holds it is at work.
. "$(dirname "$0")/../lib.sh"

needs gdb debugger
# the files go to a file system of the node's own and are overwritten
background_inside gcore sh -c "while :; do gcore -o /var/lib/docker/core $(pid_inside "$(the dockerd)"); done"
wait_for "gcore holds dockerd" in_state "$(the dockerd)" t
