#!/bin/bash
# containerd is killed, and its unit has no Restart=.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(the containerd)"
wait_for "containerd has failed" unit_is containerd failed
