#!/bin/bash
# A healthy node, looked at from inside one of its own containers.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
