#!/bin/bash
# A device plug-in does not answer kubelet, which asks it for the device of a new pod: no pod is started meanwhile.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
background_inside plugin /checkout/lab/tools/device-plugin lab.example/thing
wait_for "the plug-in is registered" grep -q registered "$fault/plugin.out"
has_device() { [ "$(kubectl get node "$name" -o 'jsonpath={.status.allocatable.lab\.example/thing}')" = 1 ]; }
wait_for "the node has the device" has_device
pod_with user '{}' '{"resources": {"limits": {"lab.example/thing": 1}}}'
wait_for "kubelet asks for it" grep -q Allocate "$fault/plugin.out"
expect "root-pids=$(pid_inside "$(the device-plugin)")"
