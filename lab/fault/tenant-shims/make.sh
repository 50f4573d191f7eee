#!/bin/bash
# A healthy node, on which programs of nobody pretend to be shims of every kind: none of them is one.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
tenants
