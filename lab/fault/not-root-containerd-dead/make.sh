#!/bin/bash
# containerd is stopped as its operator would; a user who is not root asks systemd through the bus.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop containerd.service
wait_for "containerd is inactive" unit_is containerd inactive
