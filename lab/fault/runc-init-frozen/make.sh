#!/bin/bash
# The control group of a container that is being created is frozen, as a runtime does it for a moment, and stays so.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
frozen_init
expect "root-pids=$(pid_inside "$(cat "$fault/init")")"
