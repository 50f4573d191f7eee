#!/bin/bash
# A user's own deadlock: two processes with crossed locks.
. "$(dirname "$0")/../lib.sh"

background_as nobody deadlock $chain/wait crossed-locks
wait_for "they are at it" [ -s "$fault/deadlock.out" ]
