#!/bin/bash
# dbus-daemon is stopped as its operator would, and the target that wants it still does.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop dbus.socket dbus.service
wait_for "dbus is inactive" unit_is dbus inactive
