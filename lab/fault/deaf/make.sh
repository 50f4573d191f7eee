#!/bin/bash
# The founding incident: the message counter of an old systemd overflowed, and it stays on the bus without ever reading
# from it again. Three starts are under way.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
wedge
