#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl reset-failed docker.service
inside systemctl start docker.service
wait_for "docker is active" unit_is docker active
