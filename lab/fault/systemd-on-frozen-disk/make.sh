#!/bin/bash
# The file system in which systemd keeps properties that were set is frozen, and systemd writes there: it is held in the kernel. Three
# starts follow.
. "$(dirname "$0")/../lib.sh"

read -r where _ <<<"$("$labdir/node" disk "$name" control)"
inside mkdir -p /etc/systemd/system.control
inside mount --bind "$where" /etc/systemd/system.control
inside fsfreeze --freeze /etc/systemd/system.control
background_inside property systemctl set-property dbus.service CPUWeight=100
wait_for "systemd is held" held "$(the)"
clients
wait_for "three runc wait for their scopes" at_runc 3
expect "mentions=/etc/systemd/system.control"
