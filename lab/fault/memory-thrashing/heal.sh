#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside docker rm --force thrasher
