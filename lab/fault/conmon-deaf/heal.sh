#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

reexec
leave client-conmon
for pid in $("$labdir/node" pid "$name" conmon); do kill -KILL "$pid"; done
inside sh -c 'for id in $(crun list -q); do crun delete -f "$id"; done'
