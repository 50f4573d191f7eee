#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl restart containerd.service
wait_for "containerd is reached" inside ctr version
inside systemctl restart docker.service
wait_for "dockerd is reached" inside docker version
