#!/bin/bash
# A user's own session bus, stopped, with a client that waits for its answer.
. "$(dirname "$0")/../lib.sh"

background_as nobody session dbus-daemon --session --nofork --address=unix:path=/tmp/session-bus
wait_for "it listens" [ -S "/proc/$(the)/root/tmp/session-bus" ]
for pid in $("$labdir/node" pid "$name" dbus-daemon); do
  [ "$(awk '/^Uid:/ { print $2 }' "/proc/$pid/status")" = 0 ] || session=$pid; done
stop "$session"
background_as nobody client dbus-send --bus=unix:path=/tmp/session-bus --print-reply --reply-timeout=1000000 --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.Peer.Ping
wait_for "a client waits" the dbus-send
