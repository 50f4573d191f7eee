#!/bin/bash
# The driver that kubelet runs to mount a FlexVolume is a Go program, does not end, and is not seen to wait for anybody.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

build mounter
driver 'exec /run/mounter' mounter
