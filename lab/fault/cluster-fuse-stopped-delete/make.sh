#!/bin/bash
# The server of a FUSE volume is stopped while a container reads from it, and its pod is deleted: its process cannot end.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside mount -t fusectl none /sys/fs/fuse/connections # as systemd does on a machine (sys-fs-fuse-connections.mount)
inside mkdir -p /mnt/endless
background_inside server /checkout/lab/tools/fuse /mnt/endless
wait_for "the server has mounted" grep -q serves "$fault/server.out"
running_workload reader /mnt/endless 'cat /volume/file >/dev/null'
reads() { [ "$(awk '/^rchar/ { print $2 }' "/proc/$(the cat)/io")" -gt 100000 ]; }
wait_for "the container reads" reads
stop "$(the fuse)"
deleted reader
wait_for "the reader is held" contained_in_d cat
expect "root-pids=$(pid_inside "$(the fuse)")"
