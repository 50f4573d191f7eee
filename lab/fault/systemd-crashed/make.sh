#!/bin/bash
# systemd crashes, and sleeps for ever as it does on a machine of its own.
. "$(dirname "$0")/../lib.sh"

old_bus
out=$("$labdir/tools/unfix" "$name" freezes 2>&1) || skip "$out"
kill -SEGV "$(the)"
asleep() { [ "$(ls "/proc/$(the)/fd" | sort -n | tail -n 1)" -le 2 ]; }
wait_for "systemd has closed its files" asleep
clients
