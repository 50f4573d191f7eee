#!/bin/bash
# Nothing: a node with a container of docker and a pod, idle.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside /checkout/lab/tools/cri --host-network run idle >/dev/null
