#!/bin/bash
# One run of a CNI plug-in is stopped by a signal before it has done anything. A pod with a network of its own is being started.
. "$(dirname "$0")/../lib.sh"

plug_in 'kill -STOP $$'
stopped() { in_state "$(child_of containerd bridge)" T; }
wait_for "the plug-in is stopped" stopped
expect "root-pids=$(pid_inside "$(child_of containerd bridge)")"
