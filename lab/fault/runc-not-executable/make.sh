#!/bin/bash
# The file of runc has lost its permission to be executed; a start was tried.
. "$(dirname "$0")/../lib.sh"

runc=$(where runc)
inside chmod 644 "$runc"
fails_to_start
expect "mentions=$runc is not executable"
