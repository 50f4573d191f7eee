#!/bin/bash
# SIGSTOP to dbus-broker; three starts are under way.
exec "$(dirname "$0")/../dbus-stopped/make.sh" "$@"
