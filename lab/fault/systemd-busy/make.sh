#!/bin/bash
# systemd has so many units that a daemon-reload keeps it on the processor for more than 3 s, and one follows the other.
. "$(dirname "$0")/../lib.sh"

# Loaded units are loaded anew, which takes time with the square of their number: how many take 3 s depends on the
# machine. A unit that nothing needs is dropped by the reload, so each round loads them again.
units() {
  inside sh -c "cd /run/systemd/system && { printf '[Unit]\nDefaultDependencies=no\n'; for i in \$(seq $1); do
    printf '[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/bin/true\n' >busy-\$i.service; echo Wants=busy-\$i.service; done; } >busy.target"
  inside systemctl daemon-reload
}
round='systemctl show -p Id busy.target; systemctl daemon-reload'
units 2000
start=$EPOCHREALTIME
inside sh -c "$round" >/dev/null
number=$(awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { print int(2000 * sqrt(4 / (end - start))) }')
units "$number"
background_inside reloads sh -c "while :; do $round; done"
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$(the)/stat"; }
before=$(ticks)
busy() { [ $(($(ticks) - before)) -ge 50 ]; }         # half a second of processor time: clock ticks are 10 ms
wait_for "systemd is busy" busy
