#!/bin/bash
# containerd is started again while another process holds the lock of its database.
. "$(dirname "$0")/../lib.sh"

database=/var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db
inside systemctl stop containerd.service
background_inside holder flock --close "$database" sleep 600
wait_for "the lock is held" inside flock -n --conflict-exit-code 0 "$database" false
inside systemctl --no-block start containerd.service
wait_for "containerd is being started" unit_is containerd activating
sleep 11 # for which it may wait without being late
