#!/bin/bash
# Undoes make.sh.
exec "$(dirname "$0")/../dropped/heal.sh" "$@"
