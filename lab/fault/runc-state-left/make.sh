#!/bin/bash
# runc has a state for a container that is gone, as after a crash in the middle of its removal.
. "$(dirname "$0")/../lib.sh"

id=$(container patient)
states=/run/docker/runtime-runc/moby
inside test -d $states/$id || skip "dockerd keeps the states of runc elsewhere"
inside cp -a $states/$id /run/kept
inside docker rm -f patient >/dev/null
inside mv /run/kept $states/$id
inside touch -d '10 minutes ago' $states/$id/state.json # what is younger may be at work
echo "$states/$id" >"$fault/left"
