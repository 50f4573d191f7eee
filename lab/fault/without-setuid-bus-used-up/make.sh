#!/bin/bash
# A program has every connection to the bus that root may have, looked at with the capabilities of the agent's unit, but for SETUID.
. "$(dirname "$0")/../lib.sh"

[ "$bus" = dbus-daemon ] || skip "dbus-broker has no limit on the connections of a user: it divides what there is among the users"

background_inside leak python3 -B /checkout/lab/tools/dbus hold 1000 600
wait_for "no more connections for root" grep -q "connections, stopped by" "$fault/leak.out"
