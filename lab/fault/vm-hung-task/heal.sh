#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside fsfreeze --unfreeze /var/lib/containerd
leave client-ctr
echo 120 >/proc/sys/kernel/hung_task_timeout_secs
