#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_outside "$(the dbus-daemon)" v1
leave_clients
