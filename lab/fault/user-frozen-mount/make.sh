#!/bin/bash
# A user's own process in D on a separate, frozen file system.
. "$(dirname "$0")/../lib.sh"

read -r where _ <<<"$("$labdir/node" disk "$name" own)"
inside chown nobody "$where"
background_as nobody writer sh -c "while :; do echo x >>$where/file; sync $where/file; done"
wait_for "it writes" [ -s "/proc/$(the)/root$where/file" ]
inside fsfreeze --freeze "$where"
in_d() { "$labdir/node" ps "$name" | awk '$3 == "D" { n++ } END { exit !n }'; }
wait_for "it is in D" in_d
