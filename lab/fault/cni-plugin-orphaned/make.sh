#!/bin/bash
# A CNI plug-in does not end, and its containerd is started anew meanwhile: nobody waits for it any more. A pod is started after that.
. "$(dirname "$0")/../lib.sh"

hanging_plug_in
child_of containerd sleep >"$fault/plug-in"
kill -KILL "$(the containerd)"
wait_for "systemd has seen that containerd is dead" unit_is containerd failed
inside systemctl start containerd.service
wait_for "containerd answers" inside /checkout/lab/tools/cri version
inside /checkout/lab/tools/cri run other >/dev/null
