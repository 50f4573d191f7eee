#!/bin/bash
# Undoes make.sh.
exec "$(dirname "$0")/../containerd-crash-looping/heal.sh" "$@"
