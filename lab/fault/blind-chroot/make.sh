#!/bin/bash
# A healthy node, looked at from a folder that has its processes and none of its sockets.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
