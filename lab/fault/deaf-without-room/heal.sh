#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside mount -o remount,size=64m /run
reexec
leave_clients
