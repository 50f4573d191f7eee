#!/bin/bash
# SIGSTOP to the process that serves the bus; three starts are under way.
. "$(dirname "$0")/../lib.sh"

stop "$(the "$bus")"
clients
wait_for "three runc wait for their scopes" at_runc 3
expect "root-pids=$(pid_inside "$(the "$bus")")"
