#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl start docker.service
wait_for "dockerd answers" inside docker info
