#!/bin/bash
# Another lab node beside this one is wedged as in the founding incident.
. "$(dirname "$0")/../lib.sh"

"$labdir/node" down "$name-sibling"
"$labdir/node" up "$name-sibling" >/dev/null
"$labdir/fault/deaf/make.sh" "$name-sibling"
