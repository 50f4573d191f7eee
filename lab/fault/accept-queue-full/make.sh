#!/bin/bash
# SIGSTOP to containerd, and connections of other clients fill its accept queue: nobody gets as far as sending a request.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
stop "$(the containerd)"
background_inside queue /checkout/lab/fault/accept-queue-full/fill /run/containerd/containerd.sock
wait_for "containerd's accept queue fills" grep -q '^full ' "$fault/queue.out"
expect "root-pids=$(pid_inside "$(the containerd)")"
