#!/bin/bash
# A container that somebody paused: its cgroup is frozen on purpose.
. "$(dirname "$0")/../lib.sh"

container patient >/dev/null
inside docker pause patient >/dev/null
