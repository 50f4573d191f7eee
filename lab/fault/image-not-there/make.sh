#!/bin/bash
# Somebody starts a container of an image that is not there, again and again.
. "$(dirname "$0")/../lib.sh"

background asks bash -c 'while :; do "$0" exec "$1" -- docker run --rm --network none localhost/lab/no-such-image:1 true; sleep 0.2; done' "$labdir/node" "$name"
wait_for "it was refused" grep -q "Unable to find image" "$fault/asks.out"
