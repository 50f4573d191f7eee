#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

no_drop_in containerd
inside systemctl start lab.target
wait_for "containerd is active" unit_is containerd active
wait_for "dockerd is active" unit_is docker active
