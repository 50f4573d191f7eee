#!/bin/bash
# dockerd was killed once, and systemd starts it again after a while.
. "$(dirname "$0")/../lib.sh"

drop_in docker "[Service]" "Restart=always" "RestartSec=60s"
kill -KILL "$(the dockerd)"
wait_for "it waits for its start" unit_is docker activating
