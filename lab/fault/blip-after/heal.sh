#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop change.service
reexec
