#!/bin/bash
# Undoes make.sh.
exec "$(dirname "$0")/../dbus-stopped/heal.sh" "$@"
