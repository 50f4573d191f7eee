#!/bin/bash
# systemd is deaf, and the starts that pile up have used up the connections that the bus gives root: nobody can ask as
# root any more. The limit is lowered, so that a few starts do what hundreds do with the usual 256. Starts that get no
# connection fall back on systemd's private socket, and succeed.
. "$(dirname "$0")/../lib.sh"

[ "$bus" = dbus-daemon ] || skip "dbus-broker has no limit on the connections of a user: it divides what there is among the users"

wedge
inside sh -c 'mkdir -p /etc/dbus-1/system.d && cat >/etc/dbus-1/system.d/limit.conf' <<'EOF'
<busconfig><limit name="max_connections_per_user">24</limit></busconfig>
EOF
kill -HUP "$(the dbus-daemon)"
for start in {1..16}; do
  background_inside "start$start" docker run --rm --network none "$image" true
done
refused() { said dbus | grep -q "maximum number of active connections"; }
wait_for "a start that gets no connection" refused
settled() { local before; before=$(count runc); sleep 2; [ "$before" = "$(count runc)" ]; }
wait_for "as many starts stand as get in" settled
# a runc takes two: one that is left over is taken by another program of root
used_up() { "$labdir/tools/dbus" --node "$name" owner org.freedesktop.systemd1 2>&1 | grep -q LimitsExceeded; }
used_up || background_inside others python3 -B /checkout/lab/tools/dbus hold 1000 600
wait_for "no more connections for root" used_up
