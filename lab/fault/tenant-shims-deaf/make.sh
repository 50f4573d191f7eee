#!/bin/bash
# The founding incident beside programs of nobody that pretend to be shims of every kind.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
tenants
wedge
