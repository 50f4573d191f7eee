#!/bin/bash
# The program of dbus-daemon ends with 3 at each start, and systemd starts it again.
. "$(dirname "$0")/../lib.sh"

drop_in dbus "[Unit]" "StartLimitIntervalSec=0" "[Service]" "ExecStart=" "ExecStart=/bin/sh -c 'exit 3'" "Restart=always" "RestartSec=500ms"
inside systemctl --no-block restart dbus.service
wait_for "dbus has been started four times" restarted_at_least dbus 4
