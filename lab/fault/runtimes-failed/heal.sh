#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

no_drop_in containerd
inside systemctl start lab.target
