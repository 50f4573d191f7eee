#!/bin/bash
# A healthy node, looked at from namespaces of a pod's own: processes, mounts, network and cgroups.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
