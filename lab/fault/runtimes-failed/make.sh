#!/bin/bash
# The target that wants them is not active, as after its bus was stopped, and both runtimes have failed.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop dbus.service dbus.socket
inside systemctl start dbus.service
drop_in containerd "[Service]" "ExecStart=" "ExecStart=/bin/false"
kill -KILL "$(the dockerd)"
inside systemctl restart containerd.service || :
wait_for "containerd has failed" unit_is containerd failed
wait_for "dockerd has failed" unit_is docker failed
