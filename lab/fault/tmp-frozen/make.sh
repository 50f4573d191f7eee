#!/bin/bash
# /tmp is on a file system of its own that is frozen: what writes there stays in D, and nothing of the chain does.
. "$(dirname "$0")/../lib.sh"

read -r where _ <<<"$("$labdir/node" disk "$name" tmp)"
inside chmod 1777 "$where"
inside mount --bind "$where" /tmp
inside fsfreeze --freeze "$where"
