#!/bin/bash
# containerd is stopped, and systemd cannot be asked: neither its private socket nor that of the bus is at its place.
. "$(dirname "$0")/../lib.sh"

inside mkdir -p /etc/systemd/system/multi-user.target.wants
inside ln -s ../containerd.service /etc/systemd/system/multi-user.target.wants/ # as systemctl enable does
inside systemctl stop containerd.service
wait_for "containerd is inactive" unit_is containerd inactive
inside mv /run/dbus/system_bus_socket /run/dbus/system_bus_socket.away
inside mv /run/systemd/private /run/systemd/private.away
