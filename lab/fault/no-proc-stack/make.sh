#!/bin/bash
# A healthy node whose kernel does not show /proc/PID/stack.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside /checkout/lab/tools/cri --host-network run idle >/dev/null
