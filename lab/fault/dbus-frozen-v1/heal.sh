#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_group "$(the dbus-daemon)" v1 system.slice/dbus.service
wait_for "systemd answers" answers
