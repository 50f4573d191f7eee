#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

nested() { "$labdir/node" exec "$name" --env NODETHAW_LAB_RUN=/lab/nested -- "$@"; }
nested /checkout/lab/fault/deaf/heal.sh inner
nested /checkout/lab/node down inner
