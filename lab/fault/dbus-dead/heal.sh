#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl start dbus.socket dbus.service
wait_for "dbus is active" unit_is dbus active
