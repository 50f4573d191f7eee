#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(cat "$fault/runc")" 2>/dev/null || :
inside runc delete --force patient
