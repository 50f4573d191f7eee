#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(cat "$fault/plug-in")" 2>/dev/null || :
inside /checkout/lab/tools/cri clean
inside umount /usr/lib/cni/bridge
leave client-cri
