#!/bin/bash
# A foreground `runc --systemd-cgroup run`, which lives as long as its container and looks like a stuck one.
. "$(dirname "$0")/../lib.sh"

bundle=/run/bundle
inside sh -c "mkdir -p $bundle/rootfs && cd $bundle && tar -xOf /lab/images.tar layer.tar | tar -x -C rootfs && runc spec --bundle $bundle"
jq '.process.terminal = false | .process.args = ["sleep", "1000000"] | .root.readonly = false' \
  "/proc/$(the)/root$bundle/config.json" >"$fault/config.json"
inside cp /lab/fault/config.json $bundle/config.json
background_inside foreground runc --systemd-cgroup run --bundle $bundle foreground
wait_for "its container runs" the sleep
