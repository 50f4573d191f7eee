#!/bin/bash
# Somebody has removed the mount that keeps the network namespace of a pod, which runs on.
. "$(dirname "$0")/../lib.sh"

! without_cri || skip "this containerd has no CRI"
inside /checkout/lab/tools/cri -t 60 runp patient >/dev/null
spaces=$(inside find /run/netns /var/run/netns -maxdepth 1 -name 'cni-*' 2>/dev/null | sort -u | head -n 1)
[ -n "$spaces" ] || skip "no plug-in of CNI gives pods a network here"
inside sh -c "umount $spaces && rm $spaces"
inside sh -c "touch -d '10 minutes ago' /run/containerd/io.containerd.runtime.v2.task/k8s.io/*/init.pid"
