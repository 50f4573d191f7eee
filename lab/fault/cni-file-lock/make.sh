#!/bin/bash
# A process outside the chain holds the file lock of the host-local CNI plug-in; a pod with a network of its own is
# being started.
. "$(dirname "$0")/../lib.sh"

lock=/var/lib/cni/networks/lab/lock
inside /checkout/lab/tools/cri runp warm >/dev/null             # makes the lock file
background_inside holder flock "$lock" sleep 1000000
wait_for "the lock is held" the flock
background_inside client-cri /checkout/lab/tools/cri -t 600 runp patient
waits() { [ "$(grep -c -- '->' /proc/locks)" -ge 1 ] && the host-local; }
wait_for "host-local waits for the lock" waits
# 6.1 and later show the waiter with "->" in any pid namespace that sees it
expect "root-pids=$(pid_inside "$(the flock)")" "mentions=$lock" "mentions=flock $(pid_inside "$(the flock)")"
