#!/bin/bash
# There is no CNI configuration, and nobody asks for a pod: a node that serves dockerd alone. containerd says in its log
# that it found none, and that it lost it.
. "$(dirname "$0")/../lib.sh"

inside mkdir /run/away
inside sh -c 'mv /etc/cni/net.d/* /run/away/'
inside systemctl restart containerd docker # which says so in its log
wait_for "containerd is active" unit_is containerd active
wait_for "dockerd is active" unit_is docker active
container fine >/dev/null
