#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

no_drop_in containerd
inside systemctl stop containerd.service
inside systemctl start containerd.service
wait_for "containerd is active" unit_is containerd active
inside systemctl restart docker.service # it would take its time to find containerd again
wait_for "dockerd is active" unit_is docker active
