#!/bin/bash
# The program of containerd ends with 3 at each start, and systemd starts it again.
. "$(dirname "$0")/../lib.sh"

drop_in containerd "[Unit]" "StartLimitIntervalSec=0" "[Service]" "ExecStart=" "ExecStart=/bin/sh -c 'exit 3'" "Restart=always" "RestartSec=500ms"
inside systemctl --no-block restart containerd.service
wait_for "containerd has been started four times" restarted_at_least containerd 4
