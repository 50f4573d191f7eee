#!/bin/bash
# The NFS server of a hard mount is gone. dockerd is asked for a container that uses the mount, and another container of containerd has it too.
. "$(dirname "$0")/../lib.sh"

own_kernel
"$(dirname "$0")/../file-server" "$name" up /mnt/share
"$(dirname "$0")/../file-server" "$name" gone
background_inside client-docker docker run --rm --network none --name client -v /mnt/share/data:/data:ro $image true
background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client \
  --mount type=bind,src=/mnt/share/data,dst=/data,options=rbind:ro $image client /bin/true
wait_for "dockerd is held" held "$(the dockerd)"
runc_held() { "$labdir/node" ps "$name" | awk '$3 == "D" && $5 ~ /^runc/ { n++ } END { exit !n }'; }
wait_for "runc is held" runc_held
expect "mentions=/mnt/share" "mentions=192.0.2.2"
