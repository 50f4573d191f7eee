#!/bin/bash
# A volume is frozen, the container that writes to it is in state D, and dockerd is asked to stop it.
. "$(dirname "$0")/../lib.sh"

volume_writer
inside fsfreeze --freeze /mnt/volume
wait_for "the writer is held" contained_in_d sh
background_inside stop docker stop --time 1 writer
wait_for "the writer is killed" killed sh
expect "mentions=/mnt/volume" "mentions=SIGKILL"
