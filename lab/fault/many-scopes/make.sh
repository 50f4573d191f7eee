#!/bin/bash
# 1,200 scopes more than there are containers.
. "$(dirname "$0")/../lib.sh"

inside sh -c 'for i in $(seq 1200); do
  systemd-run --quiet --scope --unit left-$i sleep 1000000 >/dev/null 2>&1 &
  [ $((i % 20)) != 0 ] || sleep 0.5; done'
there() { [ "$(inside sh -c 'ls /run/systemd/transient | grep -c "^left-.*scope"')" = 1200 ]; }
patience=120 wait_for "they are there" there
