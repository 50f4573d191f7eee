#!/bin/bash
# A healthy node, looked at from the namespaces of a pod by a user who is not root.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
