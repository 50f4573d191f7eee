#!/bin/bash
# A healthy node, looked at from namespaces of a pod's own by a user who is not root.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
