#!/bin/bash
# The founding incident on a node whose bus is dbus-broker.
exec "$(dirname "$0")/../deaf/make.sh" "$@"
