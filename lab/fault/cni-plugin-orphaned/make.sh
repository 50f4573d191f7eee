#!/bin/bash
# A CNI plug-in does not end, and its containerd is started anew meanwhile: nobody waits for it any more. A pod is started after that.
. "$(dirname "$0")/../lib.sh"

! without_cri || skip "this containerd has no CRI"
bridge=/usr/lib/cni/bridge
inside cp $bridge /run/bridge
inside tee /run/plug-in >/dev/null <<'END'
#!/bin/sh
rm /run/hang 2>/dev/null && exec sleep 1000000
exec /run/bridge
END
inside chmod +x /run/plug-in
inside mount --bind /run/plug-in $bridge
inside touch /run/hang
background_inside client-cri /checkout/lab/tools/cri -t 600 runp patient
sleeper() { "$labdir/node" ps "$name" | awk -v parent="$1" '{ comm[$1] = $5; parent_of[$1] = $4 } END { for (p in comm) if (comm[p] == "sleep" && comm[parent_of[p]] == parent) print p }'; }
hangs() { [ "$(sleeper containerd)" ]; }
wait_for "the plug-in hangs" hangs
sleeper containerd >"$fault/plug-in"
kill -KILL "$(the containerd)"
wait_for "systemd has seen that containerd is dead" unit_is containerd failed
inside systemctl start containerd.service
wait_for "containerd answers" inside /checkout/lab/tools/cri version
inside /checkout/lab/tools/cri run other >/dev/null
