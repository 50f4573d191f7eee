#!/bin/bash
# The cgroup v2 group of the bus is frozen.
. "$(dirname "$0")/../lib.sh"

hold_group "$(the "$bus")" v2 "system.slice/$bus_unit.service"
expect "root-pids=$(pid_inside "$(the "$bus")")"
