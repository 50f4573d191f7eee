#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(cat "$fault/shim")"
leave client-stop
for n in 1 2 3 4 5 6 7 8 9 10; do leave "client-inspect-$n"; done
