#!/bin/bash
# Undoes make.sh.
exec "$(dirname "$0")/../deaf/heal.sh" "$@"
