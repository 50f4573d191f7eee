#!/bin/bash
# A client of `docker attach` does not read what its container writes: dockerd passes nothing on, and the container waits in its write.
. "$(dirname "$0")/../lib.sh"

id=$(container patient -- sh -c 'while [ ! -e /begin ]; do sleep 0.1; done; exec yes 0123456789012345678901234567890123456789')
background_inside attached docker attach --no-stdin patient
# not the command that runs it in the node
client() { "$labdir/node" ps "$name" | awk '$5 == "docker" { print $1 }' | tail -n 1; }
wait_for "the client runs" eval '[ "$(client)" ]'
sleep 1
stop "$(client)"
client >"$fault/client"
inside docker exec patient touch /begin
writer() { "$labdir/node" pid "$name" yes; }
waits() { local pid; pid=$(writer) && [ "$(cat "/proc/$pid/wchan")" = pipe_write -o "$(cat "/proc/$pid/wchan")" = anon_pipe_write ]; }
patience=60 wait_for "the container waits in its write" waits
