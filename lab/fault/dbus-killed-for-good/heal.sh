#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl start dbus.socket dbus.service
inside cp /run/dbus.service "$(inside systemctl show -P FragmentPath dbus.service)"
inside systemctl daemon-reload
wait_for "dbus is active" unit_is dbus active
