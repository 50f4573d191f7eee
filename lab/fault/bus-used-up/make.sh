#!/bin/bash
# A program that opens one connection to the system bus after another and closes none: root gets no more. Containers
# of runc still start, over systemd's private socket.
. "$(dirname "$0")/../lib.sh"

[ "$bus" = dbus-daemon ] || skip "dbus-broker has no limit on the connections of a user: it divides what there is among the users"

background_inside leak python3 -B /checkout/lab/tools/dbus hold 1000 600
wait_for "no more connections for root" grep -q "connections, stopped by" "$fault/leak.out"
