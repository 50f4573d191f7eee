#!/bin/bash
# A healthy node, looked at from a folder that has its processes and none of its sockets; the mounts are the node's.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside sh -ec '
  mkdir /mnt/root && mount -t tmpfs tmpfs /mnt/root && cd /mnt/root
  mkdir usr checkout lab dev proc tmp && ln -s usr/lib usr/lib64 usr/bin .
  for folder in usr checkout lab dev proc; do mount --rbind /$folder $folder; done'
