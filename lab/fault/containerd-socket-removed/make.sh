#!/bin/bash
# The file of containerd's socket is removed while containerd listens; dockerd keeps its connection.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
inside rm /run/containerd/containerd.sock
