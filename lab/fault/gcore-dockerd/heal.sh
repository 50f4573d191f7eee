#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end gcore
wait_for "the last core is written" eval "! the gdb"
inside sh -c 'rm -f /tmp/core.*'
