#!/bin/bash
# A healthy node, looked at by a program whose address space is limited to 300 MB.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
