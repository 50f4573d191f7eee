#!/bin/bash
# dbus-daemon is started anew under programs that stay connected to the old one; systemd comes back by itself, and containers start.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
background_inside clients /checkout/lab/tools/dbus hold 5 600
wait_for "five clients are on the bus" grep -q "5 connections" "$fault/clients.out"
aged() { [ "$(ps -o etimes= -p "$(the dockerd)")" -ge 12 ]; }
wait_for "runtimes that have run for some time, as on a real node" aged
inside systemctl restart dbus.service
wait_for "systemd is on the new bus" owned
