#!/bin/bash
# A healthy node, looked at by a user who is not root.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside /checkout/lab/tools/cri --host-network run idle >/dev/null
