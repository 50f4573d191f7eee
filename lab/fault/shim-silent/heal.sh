#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(cat "$fault/shim")" 2>/dev/null || :
leave client
