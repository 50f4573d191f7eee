#!/bin/bash
# systemd is deaf, and nobody has started anything since: only a start shows that none comes to its end.
. "$(dirname "$0")/../lib.sh"

overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
