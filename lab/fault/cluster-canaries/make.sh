#!/bin/bash
# A real kubelet and a pod: containers and pod sandboxes that kubelet does not know are started and removed beside it, and nothing
# is left of them. lab/run --rows cluster-canaries --looks 100
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
traces >"$fault/before"
