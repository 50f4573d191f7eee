#!/bin/bash
# /tmp is a separate file system that is frozen: processes that write there stay in D, but nothing of the chain writes there.
. "$(dirname "$0")/../lib.sh"

read -r where _ <<<"$("$labdir/node" disk "$name" tmp)"
inside chmod 1777 "$where"
inside mount --bind "$where" /tmp
inside fsfreeze --freeze "$where"
