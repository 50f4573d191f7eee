#!/bin/bash
# The server of a FUSE volume is stopped, and dockerd is asked to stop the container that reads from it.
. "$(dirname "$0")/../lib.sh"

inside mount -t fusectl none /sys/fs/fuse/connections # as systemd does on a machine (sys-fs-fuse-connections.mount)
inside mkdir -p /mnt/endless
background_inside server /checkout/lab/tools/fuse /mnt/endless
wait_for "the server has mounted" grep -q serves "$fault/server.out"
container reader -v /mnt/endless:/data -- cat /data/file >/dev/null
reads() { grep -q . "/proc/$(the cat)/wchan" && [ "$(awk '/^rchar/ { print $2 }' "/proc/$(the cat)/io")" -gt 100000 ]; }
wait_for "the container reads" reads
stop "$(the fuse)"
background_inside stop docker stop --time 1 reader
wait_for "the reader is killed" killed cat
wait_for "the reader is held" contained_in_d cat
expect "root-pids=$(pid_inside "$(the fuse)")" "mentions=/mnt/endless"
