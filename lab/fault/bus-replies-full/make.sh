#!/bin/bash
# The bus allows a connection no call that waits for a reply: what a client meets that has used up its limit, for all clients. runc asks
# systemd for its scope, and is told so at once.
. "$(dirname "$0")/../lib.sh"

[ "$bus" = dbus-daemon ] || skip "dbus-broker has no limit on the calls of a connection: it divides what there is among the users"

container before >/dev/null
inside sh -c 'mkdir -p /etc/dbus-1/system.d
  echo "<busconfig><limit name=\"max_replies_per_connection\">0</limit></busconfig>" >/etc/dbus-1/system.d/zz-lab.conf'
bus_reads_its_files
refused() { "$labdir/tools/dbus" --node "$name" ping | grep -q LimitsExceeded; }
wait_for "the bus refuses calls to systemd" refused
fails_to_start
