#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

proceed "$(the fuse)"
wait_for "the pod ends" is_gone reader
inside umount --lazy /mnt/endless
end server
