#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(cat "$fault/runc")" 2>/dev/null || :
leave client
