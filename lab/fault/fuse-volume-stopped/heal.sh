#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(the fuse)"
leave stop
inside umount --lazy /mnt/endless
end server
