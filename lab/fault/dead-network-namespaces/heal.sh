#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside sh -c 'for i in $(seq 400); do ip netns delete left-$i; done'
