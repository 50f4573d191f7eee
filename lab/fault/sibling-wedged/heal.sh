#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

"$labdir/fault/deaf/heal.sh" "$name-sibling"
"$labdir/node" down "$name-sibling"
