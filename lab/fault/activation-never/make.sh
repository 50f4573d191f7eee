#!/bin/bash
# A service that is started by calls to its name, and never takes the name: each call waits for its activation, which times out. Nobody of the chain calls it.
. "$(dirname "$0")/../lib.sh"

inside sh -c 'mkdir -p /usr/local/share/dbus-1/system-services /etc/dbus-1/system.d
  printf "[D-BUS Service]\nName=lab.never\nExec=/bin/false\nUser=root\nSystemdService=lab-never.service\n" >/usr/local/share/dbus-1/system-services/lab.never.service
  printf "[Service]\nType=dbus\nBusName=lab.never\nExecStart=/bin/sleep infinity\n" >/run/systemd/system/lab-never.service
  echo "<busconfig><policy context=\"default\"><allow own=\"lab.never\"/><allow send_destination=\"lab.never\"/></policy></busconfig>" >/etc/dbus-1/system.d/lab.conf'
inside systemctl daemon-reload
bus_reads_its_files
background_inside calls sh -c 'while :; do busctl call lab.never / org.freedesktop.DBus.Peer Ping; done'
late() { inside systemctl list-jobs --no-legend | grep -q "lab-never.service *start *running"; }
wait_for "systemd starts it" late
