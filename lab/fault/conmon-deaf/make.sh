#!/bin/bash
# The founding incident on a node that also has containers of podman: conmon, without a daemon, starts one by crun.
. "$(dirname "$0")/../lib.sh"

needs conmon conmon
needs crun crun
bundle() { # bundle ID: a container as podman lays it out
  inside sh -c 'mkdir -p /run/podman/$1/rootfs/bin && cp "$(command -v busybox)" /run/podman/$1/rootfs/bin/sleep && cd /run/podman/$1 && crun spec &&
    python3 - "$1" <<END
import json, sys
spec = json.load(open("config.json"))
spec["process"].update(args=["/bin/sleep", "1000000"], terminal=False)
spec["linux"]["cgroupsPath"] = "machine.slice:libpod:" + sys.argv[1]
json.dump(spec, open("config.json", "w"))
END' - "$1"
}
conmon() { # conmon ID: as podman runs it (libpod/oci_conmon_linux.go)
  echo "conmon --api-version 1 -c $1 -u $1 -n $1 -r /usr/bin/crun -b /run/podman/$1 -p /run/podman/$1/pidfile -l k8s-file:/run/podman/$1/log --exit-dir /run/podman/exits --socket-dir-path /run/podman/sockets --runtime-arg --systemd-cgroup -s"
}
inside mkdir -p /run/podman/exits /run/podman/sockets
before=$(printf 'b%.0s' {1..64}) patient=$(printf 'c%.0s' {1..64})
bundle "$before"
inside sh -c "$(conmon "$before")"
created() { inside crun list -q | grep -q "$1"; }
wait_for "crun has made it" created "$before"
inside crun start "$before"
bundle "$patient"
# what it tells about the new scope goes over more than one bus
wait_for "only one counter of it counts" "$labdir/tools/cookie" "$name" find
overflow deaf
owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
background_inside client-conmon sh -c "$(conmon "$patient")"
wait_for "crun waits" the crun
expect "root-pids=1"
