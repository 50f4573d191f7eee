#!/bin/bash
# The overflow as in systemd 238 to 241, after a unit changed: it is back.
. "$(dirname "$0")/../lib.sh"

blip
printf '[Service]\nDefaultDependencies=no\nExecStart=/bin/sleep infinity\n' | inside tee /run/systemd/system/change.service >/dev/null
inside systemctl daemon-reload
inside systemctl start change.service
wait_for "systemd is back" answers
