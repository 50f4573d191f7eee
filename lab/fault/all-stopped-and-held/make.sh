#!/bin/bash
# Everything at once: dockerd, containerd, dbus-daemon and systemd are stopped, so is the server of a FUSE mount that a container reads
# from, and another container writes to a frozen volume. lab/bench/looks looks at it hundreds of times in one session.
. "$(dirname "$0")/../lib.sh"

inside mkdir -p /mnt/endless
background_inside server /checkout/lab/tools/fuse /mnt/endless
wait_for "the server has mounted" grep -q serves "$fault/server.out"
container reader -v /mnt/endless:/data -- cat /data/file >/dev/null
wait_for "the container reads" grep -q . "/proc/$(the cat)/wchan"
volume_writer
inside fsfreeze --freeze /mnt/volume
wait_for "the writer is held" contained_in_d sh
stop "$(the fuse)"
stop "$(the dockerd)" "$(the containerd)" "$(the dbus-daemon)" "$(the)"
expect "root-pids=1,$(pid_inside "$(the dbus-daemon)"),$(pid_inside "$(the containerd)"),$(pid_inside "$(the dockerd)")"
