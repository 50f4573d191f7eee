#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(cat "$fault/client")" 2>/dev/null || :
inside timeout 60 docker rm -f patient >/dev/null
leave attached
