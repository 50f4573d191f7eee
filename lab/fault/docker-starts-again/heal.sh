#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

no_drop_in docker
inside systemctl restart docker.service
wait_for "dockerd is active" unit_is docker active
