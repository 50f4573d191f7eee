#!/bin/bash
# 400 network namespaces that no process is in.
. "$(dirname "$0")/../lib.sh"

inside sh -c 'for i in $(seq 400); do ip netns add left-$i || exit 1; done' || skip "no network namespaces can be made here"
