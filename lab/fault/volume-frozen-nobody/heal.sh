#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside fsfreeze --unfreeze /mnt/volume
