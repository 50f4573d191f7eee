#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

for pid in $("$labdir/node" pid "$name" sleep); do kill -KILL "$pid" 2>/dev/null || :; done
leave debugger
