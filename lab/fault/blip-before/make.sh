#!/bin/bash
# The overflow as in systemd 238 to 241, before any unit changed: it is off the bus until one does.
. "$(dirname "$0")/../lib.sh"

overflow blip
wait_for "systemd gives its name up" eval '! owned'
