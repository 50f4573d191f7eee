#!/bin/bash
# The driver that kubelet runs to mount a FlexVolume does not end, and is not seen to wait for anybody.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

driver 'exec sleep 1000000'
