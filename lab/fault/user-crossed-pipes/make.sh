#!/bin/bash
# A user's own deadlock: two processes with crossed pipes.
. "$(dirname "$0")/../lib.sh"

background_as nobody deadlock $chain/wait crossed-pipes
wait_for "they are at it" [ -s "$fault/deadlock.out" ]
