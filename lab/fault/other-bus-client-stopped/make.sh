#!/bin/bash
# A client of the system bus that has nothing to do with containers is stopped, with signals unread.
. "$(dirname "$0")/../lib.sh"

background_inside client dbus-monitor --system
wait_for "it listens" grep -q NameAcquired "$fault/client.out"
stop "$(the dbus-monitor)"
for round in 1 2 3; do inside systemctl daemon-reload; done
