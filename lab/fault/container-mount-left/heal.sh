#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

bundle=/run/containerd/io.containerd.runtime.v2.task/k8s.io/left
inside umount $bundle/rootfs
inside rm -r $bundle /run/left
