#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside timeout 60 docker rm -f patient >/dev/null
