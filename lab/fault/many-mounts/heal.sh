#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside umount -R -l /run/many
