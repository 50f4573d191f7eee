#!/bin/bash
# A container ends while containerd is dead for half a minute: its shim gives up telling that, and dockerd holds it for running.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
id=$(container patient)
first=$("$labdir/node" ps "$name" | awk -v shim="$(shim_of "$id")" '$4 == shim { print $1 }')
kill -KILL "$(the containerd)"
wait_for "systemd has seen that containerd is dead" unit_is containerd failed
kill -KILL "$first"
# six tries that fail at once, and 1 to 5 s between them (containerd runtime/v2/shim/publisher.go)
sleep 20
inside systemctl start containerd.service
wait_for "dockerd has its containerd again" inside timeout 5 docker info
sleep 3
inside docker ps --filter name=patient --format '{{.Status}}' | grep -q '^Up' || skip "this shim goes on to tell that its container has ended"
inside sh -c "touch -d '10 minutes ago' /run/containerd/io.containerd.runtime.v2.task/moby/$id/*" # what is younger may be at work
