#!/bin/bash
# The file of dockerd's socket is removed while dockerd listens; a container runs.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
inside rm /run/docker.sock
