#!/bin/bash
# The control group of a container that is being created is frozen, and its runc is killed: what it has left there cannot end, and nobody
# waits for it any more.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
frozen_init
kill -KILL "$(parent_of "$(cat "$fault/init")")"
wait_for "the start has failed" eval '[ -z "$(running client)" ]'
in_state "$(cat "$fault/init")" SD || fail "runc init has ended"
