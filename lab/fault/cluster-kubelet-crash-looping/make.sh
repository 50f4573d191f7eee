#!/bin/bash
# kubelet ends with 3 at each start, and systemd starts it again.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
drop_in kubelet "[Unit]" "StartLimitIntervalSec=0" "[Service]" "ExecStart=" "ExecStart=/bin/sh -c 'exit 3'" "Restart=always" "RestartSec=500ms"
inside systemctl --no-block restart kubelet.service
wait_for "kubelet has been started four times" restarted_at_least kubelet 4
