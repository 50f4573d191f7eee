#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end calls
inside sh -c 'rm -f /usr/local/share/dbus-1/system-services/lab.never.service /run/systemd/system/lab-never.service /etc/dbus-1/system.d/lab.conf'
inside systemctl stop lab-never.service || :
inside systemctl daemon-reload
