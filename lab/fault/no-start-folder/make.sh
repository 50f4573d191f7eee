#!/bin/bash
# A healthy node, looked at from a folder that was deleted meanwhile.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
