#!/bin/bash
# No kubelet is here; a program of root with processes and mounts of its own, as in a pod of the node's network, listens at its health
# port and never answers.
. "$(dirname "$0")/../lib.sh"

background_inside fake unshare -m -p -f --kill-child /checkout/lab/tools/tenant 127.0.0.1:10248
wait_for "it listens" grep -q listens "$fault/fake.out"
