#!/bin/bash
# A `runc exec` of minutes in a container of CRI, in the foreground.
. "$(dirname "$0")/../lib.sh"

read -r _ id <<<"$(inside /checkout/lab/tools/cri --host-network run patient)"
background_inside exec runc --root /run/containerd/runc/k8s.io exec "$id" sleep 1234567
wait_for "it runs" sh -c 'grep -q 1234567 /proc/[0-9]*/cmdline'
