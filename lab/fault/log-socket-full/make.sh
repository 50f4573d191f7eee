#!/bin/bash
# The server of a syslog socket does not read: dockerd's log driver waits in its write, and the container of that driver in its own.
. "$(dirname "$0")/../lib.sh"

background_inside logger python3 -c 'import socket, sys, time
server = socket.socket(socket.AF_UNIX)
server.bind("/run/logger.sock")
server.listen()
print("listens", flush=True)
kept = [server.accept()[0]]
kept += [time.sleep(1000000)]'
wait_for "the server listens" grep -q listens "$fault/logger.out"
inside docker run -d --name patient --network none --log-driver syslog --log-opt syslog-address=unix:///run/logger.sock $image \
  yes 0123456789012345678901234567890123456789 >/dev/null
waits() { grep -q 'pipe_write' "/proc/$(the yes)/wchan"; }
patience=60 wait_for "the container waits in its write" waits
