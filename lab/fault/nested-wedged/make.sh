#!/bin/bash
# A node nested in this one, with a systemd of its own, is wedged as in the founding incident.
. "$(dirname "$0")/../lib.sh"

inside mkdir -p /lab/nested
nested() { "$labdir/node" exec "$name" --env NODETHAW_LAB_RUN=/lab/nested -- "$@"; }
nested /checkout/lab/node up inner >"$fault/nested.out" 2>&1 || skip "no node can be nested here: $(tail -n 1 "$fault/nested.out")"
nested /checkout/lab/fault/deaf/make.sh inner
