#!/bin/bash
# A second containerd with a container of its own, which serves neither docker nor CRI, is stopped.
. "$(dirname "$0")/../lib.sh"

inside mkdir -p /var/lib/containerd/second /run/second
printf 'version = 2\nroot = "/var/lib/containerd/second"\nstate = "/run/second/state"\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\n  address = "/run/second/containerd.sock"\n' |
  inside tee /run/second/config.toml >/dev/null
background_inside second containerd --config /run/second/config.toml
wait_for "it listens" inside ctr -a /run/second/containerd.sock version
inside ctr -a /run/second/containerd.sock images import /lab/images.tar >/dev/null
inside ctr -a /run/second/containerd.sock run -d --runc-systemd-cgroup --cgroup system.slice:ctr:other $image other sleep 1000000

for pid in $("$labdir/node" pid "$name" containerd); do
  [ "$(parent_of "$pid")" = "$(the)" ] || stop "$pid"; done
