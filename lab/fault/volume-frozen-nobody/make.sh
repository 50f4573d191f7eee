#!/bin/bash
# A volume is frozen, and the container that writes to it is in state D. Nobody wants anything of it.
. "$(dirname "$0")/../lib.sh"

volume_writer
inside fsfreeze --freeze /mnt/volume
wait_for "the writer is held" contained_in_d sh
