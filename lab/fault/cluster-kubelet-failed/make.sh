#!/bin/bash
# kubelet ends with 1 at its start and systemd does not start it again: its unit has failed, and a target wants it.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
inside systemctl add-wants lab.target kubelet.service
drop_in kubelet "[Service]" "ExecStart=" "ExecStart=/bin/false" "Restart=no"
inside systemctl restart kubelet.service || :
wait_for "kubelet has failed" unit_is kubelet failed
