#!/bin/bash
# SIGKILL to the shim of a pod with two containers that run: containerd ends them, and nothing waits. Other pods are well.
. "$(dirname "$0")/../lib.sh"

! without_cri || skip "this containerd has no CRI"
inside /checkout/lab/tools/cri --host-network run bystander >/dev/null
read -r pod first <<<"$(inside /checkout/lab/tools/cri --host-network run patient)"
second=$(inside /checkout/lab/tools/cri --host-network create "$pod" patient-two)
inside /checkout/lab/tools/cri start "$second"
shim=$(shim_of "$pod")
children=$("$labdir/node" ps "$name" | awk -v shim="$shim" '$4 == shim { print $1 }')
kill -KILL "$shim"
ended() { ! kill -0 $children 2>/dev/null; }
wait_for "containerd ends its containers" ended
