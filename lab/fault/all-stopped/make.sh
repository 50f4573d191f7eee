#!/bin/bash
# SIGSTOP to dockerd, containerd, dbus-daemon and systemd.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
stop "$(the dockerd)" "$(the containerd)" "$(the dbus-daemon)" "$(the)"
expect "root-pids=1,$(pid_inside "$(the dbus-daemon)"),$(pid_inside "$(the containerd)"),$(pid_inside "$(the dockerd)")"
