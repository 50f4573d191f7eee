#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside mv /run/systemd/private.away /run/systemd/private
inside mv /run/dbus/system_bus_socket.away /run/dbus/system_bus_socket
inside rm /etc/systemd/system/multi-user.target.wants/containerd.service
inside systemctl start containerd.service
wait_for "containerd is active" unit_is containerd active
inside systemctl restart docker.service # it would take its time to find containerd again
wait_for "dockerd is active" unit_is docker active
