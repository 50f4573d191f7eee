#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

"$(dirname "$0")/../file-server" "$name" back
leave client-docker client-ctr
inside umount -f -l /mnt/share
"$(dirname "$0")/../file-server" "$name" down
