#!/bin/bash
# One run of a CNI plug-in holds the file lock of host-local and does not end; the next one waits for the lock. Two pods with a network of
# their own are being started.
. "$(dirname "$0")/../lib.sh"

lock=/var/lib/cni/networks/lab/lock
inside /checkout/lab/tools/cri runp warm >/dev/null             # makes the lock file
plug_in "exec python3 -c 'import fcntl, time; lock = open(\"$lock\", \"a\"); fcntl.flock(lock, fcntl.LOCK_EX); time.sleep(1000000)'"
wait_for "the plug-in has the lock" eval '[ "$(child_of containerd python3)" ]'
background_inside client-second /checkout/lab/tools/cri -t 600 runp second
waits() { [ "$(grep -c -- '->' /proc/locks)" -ge 1 ] && the host-local; }
wait_for "host-local waits for the lock" waits
expect "root-pids=$(pid_inside "$(child_of containerd python3)")" "mentions=$lock"
