#!/bin/bash
# A container has used up its memory, and its group ends nobody (--oom-kill-disable): who needs more waits in the kernel until there is some.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
id=$(container patient --memory 8m --oom-kill-disable -- sh -c 'x=0123456789; while :; do x=$x$x; done')
under() { local tree; for tree in $(groups); do grep -qs '^under_oom 1' "$tree"/node/system.slice/docker-$id.scope/memory.oom_control && return 0; done; return 1; }
inside docker info 2>/dev/null | grep -q 'WARNING: No oom kill disable support' && skip "this kernel's groups cannot do that"
wait_for "nothing is left" under
