#!/bin/bash
# The cgroup v2 group of dbus-daemon is frozen.
. "$(dirname "$0")/../lib.sh"

hold_group "$(the dbus-daemon)" v2 system.slice/dbus.service
expect "root-pids=$(pid_inside "$(the dbus-daemon)")"
