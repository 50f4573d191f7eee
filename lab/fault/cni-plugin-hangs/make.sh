#!/bin/bash
# One run of a CNI plug-in does not end, and is not seen to wait for anybody; the next ones would. A pod with a network of its own is being
# started.
. "$(dirname "$0")/../lib.sh"

hanging_plug_in
expect "root-pids=$(pid_inside "$(child_of containerd sleep)")"
