#!/bin/bash
# systemd goes deaf on the bus, then a pod is deleted: its processes are killed, and the runtime waits for systemd to end its scope.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
deleted web
expect "chain=kubelet,$(! with_docker || echo docker,)containerd,shim,runc,systemd"
