#!/bin/bash
# A debugger holds dockerd.
. "$(dirname "$0")/../lib.sh"

trace "$(the dockerd)" debugger
expect "root-pids=$(pid_inside "$(the dockerd)")" "mentions=gdb $(pid_inside "$(the gdb)")"
