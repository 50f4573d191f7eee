#!/bin/bash
# dbus-daemon is started anew under kubelet, which keeps its connection to the old one: no pod gets a slice any more.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
inside systemctl restart dbus.service
wait_for "systemd is on the new bus" owned
workload late
deleted web
