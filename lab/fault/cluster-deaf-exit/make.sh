#!/bin/bash
# systemd goes deaf on the bus, then the container of a pod ends: who cleans up after it waits for systemd.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web /run/ends 'until [ -e /volume/now ]; do sleep 1; done'
overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
inside touch /run/ends/now
# containerd tries again and again, and between two tries nobody waits
! with_docker || expect 'chain=kubelet,docker,containerd,shim,runc,systemd' 'mentions="pod": "web"'
