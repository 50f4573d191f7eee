#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

no_drop_in docker
inside systemctl stop docker.service
inside systemctl start docker.service
wait_for "docker is active" unit_is docker active
