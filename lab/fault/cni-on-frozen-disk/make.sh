#!/bin/bash
# The file system on which the host-local CNI plug-in keeps its addresses is frozen; a pod with a network of its own is being
# started.
. "$(dirname "$0")/../lib.sh"

own_disk cni
inside fsfreeze --freeze /var/lib/cni
background_inside client-cri /checkout/lab/tools/cri -t 600 runp patient
plugin_held() { held "$(the host-local)"; }
wait_for "host-local is held" plugin_held
expect "mentions=/var/lib/cni"
