#!/bin/bash
# A cgroup v2 freezer outside of the node's cgroup namespace holds dbus-daemon, while containers' starts are under way.
. "$(dirname "$0")/../lib.sh"

hold_outside "$(the dbus-daemon)" v2
clients
wait_for "a start waits for the bus" at_runc 1
expect "root-pids=$(pid_inside "$(the dbus-daemon)")"
