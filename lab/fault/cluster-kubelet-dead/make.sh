#!/bin/bash
# kubelet's unit is stopped, although a target wants it.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
inside systemctl add-wants lab.target kubelet.service
inside systemctl stop kubelet.service
