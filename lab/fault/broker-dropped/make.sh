#!/bin/bash
# systemd leaves a bus that dbus-broker serves.
exec "$(dirname "$0")/../dropped/make.sh" "$@"
