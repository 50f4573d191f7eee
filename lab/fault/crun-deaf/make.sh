#!/bin/bash
# The founding incident on a node whose containers are started by crun.
. "$(dirname "$0")/../lib.sh"

needs crun crun
inside sh -c 'mkdir -p /etc/docker && echo "{\"runtimes\": {\"crun\": {\"path\": \"/usr/bin/crun\"}}}" >/etc/docker/daemon.json'
kill -HUP "$(the dockerd)"
known() { inside docker info -f '{{json .Runtimes}}' | grep -q '"crun"'; }
wait_for "dockerd knows crun" known
inside docker run -d --name before --runtime crun --network host $image sleep 1000000 >/dev/null
# what it tells about the new scope goes over more than one bus
wait_for "only one counter of it counts" "$labdir/tools/cookie" "$name" find
overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
background_inside client-docker docker run --rm --runtime crun --network host --name client-$$ $image true
wait_for "crun waits" the crun
expect "root-pids=1"
