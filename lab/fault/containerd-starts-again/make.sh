#!/bin/bash
# containerd was killed once, and systemd starts it again after a while.
. "$(dirname "$0")/../lib.sh"

drop_in containerd "[Service]" "Restart=always" "RestartSec=60s"
kill -KILL "$(the containerd)"
wait_for "it waits for its start" unit_is containerd activating
