#!/bin/bash
# The disk of dockerd has no inode left; a start was tried.
. "$(dirname "$0")/../lib.sh"

own_disk docker
inside sh -c 'mkdir /var/lib/docker/many && cd /var/lib/docker/many && i=0; while : >$i; do i=$((i + 1)); done' 2>/dev/null || :
fails_to_start
