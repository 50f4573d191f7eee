#!/bin/bash
# SIGSTOP to a `runc init`, while the runc that creates the container waits for it.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
"$(dirname "$0")/../catch" "$name" init >"$fault/caught" 2>"$fault/catch.out" || fail "$(cat "$fault/catch.out")"
read -r client pid <"$fault/caught"
remember client "$client"
expect "root-pids=$(pid_inside "$pid")"
