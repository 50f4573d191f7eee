#!/bin/bash
# The file of runc is gone; a start was tried.
. "$(dirname "$0")/../lib.sh"

put_away runc
fails_to_start
