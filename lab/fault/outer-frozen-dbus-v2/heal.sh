#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_outside "$(the dbus-daemon)" v2
leave_clients
