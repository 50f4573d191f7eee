#!/bin/bash
# A user's own processes, stopped: one alone, and one that another one waits for.
. "$(dirname "$0")/../lib.sh"

background_as nobody own sh -c 'sleep 1000000'
background_as nobody parent sh -c 'sleep 1000001; true'
both() { [ "$(count sleep)" -ge 2 ]; }
wait_for "they run" both
stop $("$labdir/node" pid "$name" sleep)
