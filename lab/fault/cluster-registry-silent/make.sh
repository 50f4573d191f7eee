#!/bin/bash
# An image is pulled from a registry that takes the connection and never answers: a pod has its own trouble, the node none.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
background_inside registry /checkout/lab/tools/tenant --name registry 127.0.0.1:5000
wait_for "the registry listens" grep -q listens "$fault/registry.out"
pod_with user '{}' '{"image": "127.0.0.1:5000/not/there:1"}'
pulls() { [ "$(kubectl get events --field-selector "involvedObject.name=user,reason=Pulling" -o name)" ]; }
wait_for "kubelet has it pulled" pulls
