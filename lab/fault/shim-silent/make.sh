#!/bin/bash
# A shim does nothing any more, and its container is dead: who removes it waits.
. "$(dirname "$0")/../lib.sh"

[ "$(uname -m)" = x86_64 ] || skip "only for x86-64"
container bystander >/dev/null
id=$(container patient)
shim=$(shim_of "$id")
first=$("$labdir/node" ps "$name" | awk -v shim="$shim" '$4 == shim { print $1 }')
"$(dirname "$0")/../park" "$shim"
kill -KILL "$first"
wait_for "its container is dead" in_state "$first" Z
background_inside client docker rm -f patient
echo "$shim" >"$fault/shim"
expect "root-pids=$(pid_inside "$shim")"
