#!/bin/bash
# SIGSTOP to systemd; three starts are under way.
. "$(dirname "$0")/../lib.sh"

stop "$(the)"
clients
wait_for "three runc wait for their scopes" at_runc 3
expect root-pids=1
