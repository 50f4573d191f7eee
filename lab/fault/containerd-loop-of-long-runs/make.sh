#!/bin/bash
# The program of containerd ends six seconds after each start, and systemd starts it again: most looks fall into such a run.
. "$(dirname "$0")/../lib.sh"

drop_in containerd "[Unit]" "StartLimitIntervalSec=0" "[Service]" "ExecStart=" "ExecStart=/bin/sh -c 'sleep 6; exit 5'" "Restart=always" "RestartSec=500ms"
inside systemctl --no-block restart containerd.service
wait_for "containerd has been started three times" restarted_at_least containerd 3
