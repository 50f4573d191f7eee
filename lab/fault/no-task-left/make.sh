#!/bin/bash
# The node's processes have used up the numbers that its pid namespace has for tasks, and a start was refused one. Then most of them
# end: else nothing could be started to look at the node, this program neither.
. "$(dirname "$0")/../lib.sh"

most=440 # the first 300 are given once (kernel/pid.c, RESERVED_PIDS)
nsenter -t "$(the systemd)" -p -- unshare -m sh -c "mount -t proc proc /proc && echo $most >/proc/sys/kernel/pid_max" 2>/dev/null ||
  skip "this kernel has one pid_max for all pid namespaces (before 6.14)"
background_inside many python3 -c '
import os, time
children = []
try:
    while True:
        child = os.fork()
        if child == 0:
            time.sleep(1000000)
        children.append(child)
except BlockingIOError:
    pass
open("/lab/fault/full", "w").close()
while not os.path.exists("/lab/fault/less"):
    time.sleep(0.05)
for child in children[:-20]:
    os.kill(child, 9)
    os.waitpid(child, 0)
open("/lab/fault/room", "w").close()
time.sleep(1000000)'
wait_for "all numbers are in use" test -e "$fault/full"
! "$labdir/tools/cri" --node "$name" -t 20 --host-network runp asked >"$fault/start.out" 2>&1 || fail "a pod started"
touch "$fault/less"
wait_for "most have ended" test -e "$fault/room"
expect "mentions=of $most numbers"
