#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(the)" "$(the dbus-daemon)" "$(the containerd)" "$(the dockerd)" "$(the fuse)"
wait_for "systemd answers" answers
inside fsfreeze --unfreeze /mnt/volume
inside umount --lazy /mnt/endless
end server
