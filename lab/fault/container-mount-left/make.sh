#!/bin/bash
# The root file system of a container whose process and shim are gone is still mounted in its bundle.
. "$(dirname "$0")/../lib.sh"

bundle=/run/containerd/io.containerd.runtime.v2.task/k8s.io/left
inside sh -c "mkdir -p $bundle/rootfs /run/left/lower /run/left/upper /run/left/work && echo 4194300 >$bundle/init.pid &&
  mount -t overlay overlay -o lowerdir=/run/left/lower,upperdir=/run/left/upper,workdir=/run/left/work $bundle/rootfs" || skip "no overlay can be mounted here"
inside touch -d '10 minutes ago' $bundle/init.pid
