#!/bin/bash
# dockerd is killed, and its unit has no Restart=.
. "$(dirname "$0")/../lib.sh"

kill -KILL "$(the dockerd)"
wait_for "docker has failed" unit_is docker failed
