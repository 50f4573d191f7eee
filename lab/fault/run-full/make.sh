#!/bin/bash
# /run is full; a start was tried.
. "$(dirname "$0")/../lib.sh"

inside mount -o remount,size=64m /run
inside dd if=/dev/zero of=/run/full bs=4k >/dev/null 2>&1 || :
fails_to_start
