#!/bin/bash
# containerd is stopped as its operator would, and the target that wants it still does.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop containerd.service
wait_for "containerd is inactive" unit_is containerd inactive
