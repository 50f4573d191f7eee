#!/bin/bash
# Somebody starts a container by hand, by a program that ends: its runc has become a child of PID 1, and waits for a reply that was lost. Nobody
# of the chain waits for it.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
inside sh -c 'mkdir -p /run/by-hand/rootfs/bin && cp "$(command -v busybox)" /run/by-hand/rootfs/bin/sleep && cd /run/by-hand && runc spec && python3 -' <<'END'
import json
spec = json.load(open("config.json"))
spec["process"].update(args=["/bin/sleep", "1000000"], terminal=False)
spec["linux"]["cgroupsPath"] = "system.slice:by-hand:patient"
json.dump(spec, open("config.json", "w"))
END
lost_reply starter sh -c 'setsid -f runc --systemd-cgroup create --bundle /run/by-hand patient </dev/null >/run/by-hand/out 2>&1'
[ "$(pid_inside "$(parent_of "$(cat "$fault/runc")")")" = 1 ] || fail "runc has another parent than PID 1"
