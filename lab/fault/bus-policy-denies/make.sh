#!/bin/bash
# A policy of the bus refuses every call to systemd, also those of root. runc asks for its scope there, and is told so at once.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
inside sh -c 'mkdir -p /etc/dbus-1/system.d
  echo "<busconfig><policy context=\"mandatory\"><deny send_destination=\"org.freedesktop.systemd1\"/></policy></busconfig>" >/etc/dbus-1/system.d/zz-lab.conf'
bus_reads_its_files
refused() { "$labdir/tools/dbus" --node "$name" ping | grep -q AccessDenied; }
wait_for "the bus refuses calls to systemd" refused
fails_to_start
