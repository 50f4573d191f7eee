#!/bin/bash
# The overflow as in systemd 238 to 241, before any unit changed: it is off the bus until one does.
. "$(dirname "$0")/../lib.sh"

blip
