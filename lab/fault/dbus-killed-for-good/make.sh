#!/bin/bash
# The process of the bus is killed, and its socket is not there to start it again.
. "$(dirname "$0")/../lib.sh"

[ "$bus" = dbus-daemon ] || skip "for dbus-daemon"
# what is not stopped with its socket
unit=$(inside systemctl show -P FragmentPath dbus.service)
inside cp "$unit" /run/dbus.service
inside sed -i s/^Requires=dbus.socket/Wants=dbus.socket/ "$unit"
inside systemctl daemon-reload
inside systemctl stop dbus.socket
before=$(the "$bus")
kill -KILL "$before"
wait_for "it has ended" test ! -e "/proc/$before"
wait_for "systemd has seen it" unit_is dbus failed
