#!/bin/bash
# A healthy node, looked at from the namespaces of a pod: its own processes, mounts, network and cgroups.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
