#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside /checkout/lab/tools/cri clean
