#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside rm -r "$(cat "$fault/left")"
