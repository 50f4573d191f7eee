#!/bin/bash
# The CNI configuration is gone, and a pod with a network of its own was asked for.
. "$(dirname "$0")/../lib.sh"

! without_cri || skip "this containerd has no CRI"
inside mkdir /run/away
inside sh -c 'mv /etc/cni/net.d/* /run/away/'
unset_network() { ! inside /checkout/lab/tools/cri -t 20 runp wanted-network && said containerd | grep -q "cni plugin not initialized"; }
wait_for "a pod is refused for want of a network" unset_network
