#!/bin/bash
# The file system below dockerd is frozen while it creates a container. It answers pings.
. "$(dirname "$0")/../lib.sh"

own_disk docker
inside fsfreeze --freeze /var/lib/docker
background_inside client-docker docker run --rm --network none --name client $image true
wait_for "dockerd is held" held "$(the dockerd)"
expect "mentions=/var/lib/docker" "mentions=percpu_rwsem_wait"
