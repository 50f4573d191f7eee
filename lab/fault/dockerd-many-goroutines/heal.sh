#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

leave clients
proceed "$(cat "$fault/shim")"
leave client-stop
