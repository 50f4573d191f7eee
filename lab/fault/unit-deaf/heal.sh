#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

reexec
leave_clients
