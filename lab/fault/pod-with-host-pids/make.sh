#!/bin/bash
# A healthy node, looked at by a pod that shares its processes, with mounts, a root and a network of its own. It has no kubelet,
# which could not be asked from there.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside /checkout/lab/tools/cri --host-network run idle >/dev/null
