#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed $("$labdir/node" pid "$name" containerd)
inside ctr -a /run/second/containerd.sock tasks kill -s SIGKILL other
end second
