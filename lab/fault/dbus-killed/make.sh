#!/bin/bash
# The process of the bus is killed. Its socket starts it again for whoever asks first.
. "$(dirname "$0")/../lib.sh"

before=$(the "$bus")
kill -KILL "$before"
wait_for "it has ended" test ! -e "/proc/$before"
