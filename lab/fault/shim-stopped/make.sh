#!/bin/bash
# SIGSTOP to the shim of a pod with two containers; other shims serve docker and another pod.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
inside /checkout/lab/tools/cri --host-network run bystander >/dev/null
read -r pod first <<<"$(inside /checkout/lab/tools/cri --host-network run patient sh -c "trap '' TERM; exec sleep 3600")"
second=$(inside /checkout/lab/tools/cri --host-network create "$pod" patient-two)
inside /checkout/lab/tools/cri start "$second"
shim=$(shim_of "$pod")
stop "$shim"
echo "$shim" >"$fault/shim"
expect "root-pids=$(pid_inside "$shim")" "mentions=$pod" "mentions=$first" "mentions=$second" mentions=patient-two
# it takes no notice of SIGTERM, and is killed after a grace period that is longer than a cure: what ends with the cure is not it
background_inside client-cri /checkout/lab/tools/cri -t 600 stop "$first" 20
