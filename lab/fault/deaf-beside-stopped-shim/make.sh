#!/bin/bash
# The founding incident on a node where somebody stopped a shim: two roots, only one of which can be cured.
. "$(dirname "$0")/../lib.sh"

patient=$(container patient)
shim=$("$labdir/node" pid "$name" containerd-shim | while read -r p; do [[ $(readlink "/proc/$p/cwd") == *"/$patient" ]] && echo "$p"; done | head -n 1)
echo "$shim" >"$fault/shim"
stop "$shim"
wedge
expect "root-pids=1,$(pid_inside "$shim")"
