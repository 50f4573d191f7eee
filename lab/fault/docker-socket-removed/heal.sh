#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl restart docker.socket docker.service
wait_for "dockerd is reached" inside docker version
