#!/bin/bash
# Hundreds of starts hang while systemd is deaf. When it hears again they all go on at once, and dockerd's goroutines come to
# wait for each other, though it answers every question. That is a race in dockerd: where it goes well, the row is skipped.
. "$(dirname "$0")/../lib.sh"
patience=120

starts=250
container before >/dev/null
overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
background_inside storm sh -c "for start in \$(seq $starts); do docker run --rm --network none $image true & done; wait"
# as many starts hang as dockerd makes at the same time
hanging() { "$labdir/node" pid "$name" runc | wc -l; }
many_hang() { local before; before=$(hanging); sleep 5; [ "$before" -ge 50 ] && [ "$(hanging)" = "$before" ]; }
wait_for "the starts hang" many_hang
reexec
# it is over, or nobody ends any more
left() { "$labdir/node" pid "$name" docker | wc -l; }
before=-1
while now=$(left) && [ "$now" -gt 0 ] && [ "$now" != "$before" ]; do before=$now; sleep 20; done
[ "$now" -gt 0 ] || skip "dockerd came through $starts starts at once"
