#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(cat "$fault/containerd")"
leave_clients
end fake
