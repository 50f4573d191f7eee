#!/bin/bash
# containerd is stopped. A program of nobody listens at the same path in a mount namespace of its own, and is well.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
tenant fake apart --name containerd /run/containerd/containerd.sock
containerd=$("$labdir/node" pid "$name" containerd | while read -r p; do [ "$(parent_of "$p")" = "$(the systemd)" ] && echo "$p"; done | head -n 1)
echo "$containerd" >"$fault/containerd"
stop "$containerd"
clients
expect "root-pids=$(pid_inside "$containerd")"
