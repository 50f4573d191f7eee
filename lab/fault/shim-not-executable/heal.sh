#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside cp -a /lab/shim "$(where containerd-shim-runc-v2)"
