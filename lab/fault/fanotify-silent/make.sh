#!/bin/bash
# A fanotify listener has to allow each open below containerd's folder, as a virus scanner would, and does not answer.
. "$(dirname "$0")/../lib.sh"

background_inside listener /checkout/lab/tools/fanotify /var/lib/containerd
wait_for "it listens" grep -q listens "$fault/listener.out"
background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client $image client /bin/true
wait_for "containerd is held" held "$(the containerd)" fanotify
expect "root-pids=$(pid_inside "$(the fanotify)")"
