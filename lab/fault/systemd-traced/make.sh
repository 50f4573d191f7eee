#!/bin/bash
# A debugger holds systemd.
. "$(dirname "$0")/../lib.sh"

trace "$(the)" debugger
expect root-pids=1 "mentions=gdb $(pid_inside "$(the gdb)")"
