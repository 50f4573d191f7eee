#!/bin/bash
# A real kubelet, whose node is Ready, and a pod.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
