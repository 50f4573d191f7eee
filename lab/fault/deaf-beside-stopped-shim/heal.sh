#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(cat "$fault/shim")"
reexec
leave_clients
