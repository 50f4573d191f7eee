#!/bin/bash
# A container ends while its shim is stopped: dockerd holds it for running, and who stops it waits.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
id=$(container patient)
shim=$(shim_of "$id")
first=$("$labdir/node" ps "$name" | awk -v shim="$shim" '$4 == shim { print $1 }')
stop "$shim"
echo "$shim" >"$fault/shim"
kill -KILL "$first"
wait_for "it is dead" in_state "$first" Z
background_inside client-stop docker stop -t 1 patient
expect "root-pids=$(pid_inside "$shim")" "mentions=${id:0:12}"
