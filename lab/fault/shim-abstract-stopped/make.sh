#!/bin/bash
# A shim of root at an abstract address, as containerd before 1.4.3 started them, is stopped. Debian's containerd still has the
# shim of those days, which binds one when it is told no path.
. "$(dirname "$0")/../lib.sh"

inside sh -c 'command -v containerd-shim' >/dev/null || skip "this containerd has no containerd-shim of version 1"
inside mkdir -p /run/old/a5e0c4
inside sh -c 'cd /run/old/a5e0c4 && exec setsid -f containerd-shim -namespace old -workdir /run/old -address /run/containerd/containerd.sock \
  -containerd-binary /usr/bin/containerd -runtime-root /run/old/runc -socket /containerd-shim/old.sock </dev/null >/run/old/log 2>&1'
listens() { inside grep -q '@/containerd-shim/old.sock' /proc/net/unix; }
wait_for "the shim listens" listens
in_its_folder() { [ "$(readlink "/proc/$1/cwd")" = /run/old/a5e0c4 ]; }
shim=$("$labdir/node" pid "$name" containerd-shim | while read -r p; do in_its_folder "$p" && echo "$p"; done | head -n 1)
echo "$shim" >"$fault/shim"
stop "$shim"
expect "root-pids=$(pid_inside "$shim")"
