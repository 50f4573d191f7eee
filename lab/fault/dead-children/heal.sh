#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside docker rm -f patient >/dev/null
