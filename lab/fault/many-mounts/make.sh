#!/bin/bash
# 3,000 mounts, which systemd reads whenever one changes.
. "$(dirname "$0")/../lib.sh"

inside sh -c 'mkdir -p /run/many && mount -t tmpfs tmpfs /run/many && cd /run/many && for i in $(seq 3000); do
  mkdir $i && mount --bind $i $i || exit 1; done'
