#!/bin/bash
# Core dumps of dockerd are taken, one after the other: the tracer that holds it is at work.
. "$(dirname "$0")/../lib.sh"

needs gdb debugger
# a core of dockerd is a GB: not into a folder in which dockerd works, which would be full; each overwrites the last
background_inside gcore sh -c "while :; do gcore -o /tmp/core $(pid_inside "$(the dockerd)"); done"
wait_for "gcore holds dockerd" in_state "$(the dockerd)" t
