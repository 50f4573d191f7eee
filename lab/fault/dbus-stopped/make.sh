#!/bin/bash
# SIGSTOP to dbus-daemon; three starts are under way.
. "$(dirname "$0")/../lib.sh"

stop "$(the dbus-daemon)"
clients
wait_for "three runc wait for their scopes" at_runc 3
expect "root-pids=$(pid_inside "$(the dbus-daemon)")"
