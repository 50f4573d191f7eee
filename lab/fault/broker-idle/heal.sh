#!/bin/bash
# Undoes make.sh.
exec "$(dirname "$0")/../healthy-idle/heal.sh" "$@"
