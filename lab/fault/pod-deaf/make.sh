#!/bin/bash
# The founding incident, looked at from a pod as docs/pod.yaml describes it.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
pod
wedge
