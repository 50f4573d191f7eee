#!/bin/bash
# A container reads a file that is larger than the memory it may use, again and again, from a disk: its pages come and go.
. "$(dirname "$0")/../lib.sh"

read -r _ device <<<"$("$labdir/node" disk "$name" volume 256)"
inside dd if=/dev/zero of=/mnt/volume/file bs=1M count=96 oflag=direct status=none   # no page of it is in memory yet
container thrasher --memory 16m -v /mnt/volume:/data -- \
  sh -c 'for n in 1 2 3 4; do while :; do cat /data/file >/dev/null; done & done; wait' >/dev/null
# sectors of 512 bytes: the file was read from the disk twice, and did not stay in memory
thrashes() { awk -v disk="$(basename "$device")" '$3 == disk && $6 > 2 * 96 * 2048 { n++ } END { exit !n }' /proc/diskstats; }
wait_for "its pages come and go" thrashes
