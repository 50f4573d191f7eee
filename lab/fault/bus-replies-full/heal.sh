#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside rm -f /etc/dbus-1/system.d/zz-lab.conf
"$labdir/tools/dbus" --node "$name" call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus ReloadConfig >/dev/null
wait_for "systemd answers" answers
