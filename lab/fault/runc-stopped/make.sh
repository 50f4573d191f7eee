#!/bin/bash
# SIGSTOP to the runc that creates a container, in the middle of it: its `runc init` is there and waits for it.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
"$(dirname "$0")/../catch" "$name" runc >"$fault/caught" 2>"$fault/catch.out" || fail "$(cat "$fault/catch.out")"
read -r client pid <"$fault/caught"
remember client "$client"
expect "root-pids=$(pid_inside "$pid")"
