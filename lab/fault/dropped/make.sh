#!/bin/bash
# The overflow as in systemd 237: it closes its connection to the bus and stays off it.
. "$(dirname "$0")/../lib.sh"

old_bus
overflow dropped
wait_for "systemd gives its name up" eval '! owned'
clients
wait_for "three runc wait for their scopes" at_runc 3
