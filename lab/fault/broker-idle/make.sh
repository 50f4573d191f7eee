#!/bin/bash
# A node whose bus is dbus-broker, with containers that run.
exec "$(dirname "$0")/../healthy-idle/make.sh" "$@"
