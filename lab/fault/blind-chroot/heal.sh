#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside umount --recursive --lazy /mnt/root
