#!/bin/bash
# A healthy node, looked at from a pod as docs/pod.yaml describes it.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside /checkout/lab/tools/cri --host-network run idle >/dev/null
pod
