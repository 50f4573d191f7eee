#!/bin/bash
# containerd is stopped as its operator would, looked at from a pod as docs/pod.yaml describes it.
. "$(dirname "$0")/../lib.sh"

pod
inside systemctl stop containerd.service
wait_for "containerd is inactive" unit_is containerd inactive
