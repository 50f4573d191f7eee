#!/bin/bash
# A container whose program does not wait for children: 500 of them have ended.
. "$(dirname "$0")/../lib.sh"

container patient -- sh -c 'i=0; while [ $i -lt 500 ]; do (sleep 20 &); i=$((i + 1)); done; exec sleep 1000000' >/dev/null
dead() { [ "$("$labdir/node" ps "$name" | awk '$3 == "Z"' | wc -l)" -ge 500 ]; }
patience=90 wait_for "500 have ended" dead
