#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

put_back containerd-shim-runc-v2
