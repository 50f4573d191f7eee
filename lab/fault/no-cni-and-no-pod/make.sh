#!/bin/bash
# There is no CNI configuration, and nobody asks for a pod: a node that serves dockerd alone.
. "$(dirname "$0")/../lib.sh"

inside mkdir /run/away
inside sh -c 'mv /etc/cni/net.d/* /run/away/'
fine=$(container fine)
