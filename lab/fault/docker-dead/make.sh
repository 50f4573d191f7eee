#!/bin/bash
# dockerd is stopped as its operator would, and the target that wants it still does.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop docker.service
wait_for "docker is inactive" unit_is docker inactive
