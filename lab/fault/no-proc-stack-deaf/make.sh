#!/bin/bash
# The founding incident on a kernel that does not show /proc/PID/stack.
. "$(dirname "$0")/../lib.sh"

wedge
