#!/bin/bash
# The program of dockerd ends with 3 at each start, and systemd starts it again.
. "$(dirname "$0")/../lib.sh"

drop_in docker "[Unit]" "StartLimitIntervalSec=0" "[Service]" "ExecStart=" "ExecStart=/bin/sh -c 'exit 3'" "Restart=always" "RestartSec=500ms"
inside systemctl --no-block restart docker.service
wait_for "docker has been started four times" restarted_at_least docker 4
