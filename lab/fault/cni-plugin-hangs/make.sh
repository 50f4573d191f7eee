#!/bin/bash
# One run of a CNI plug-in does not end, and is not seen to wait for anybody; the next ones would. A pod with a network of its own is being
# started.
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
of_containerd() { "$labdir/node" ps "$name" | awk '{ comm[$1] = $5; parent[$1] = $4 } END { for (p in comm) if (comm[p] == "sleep" && comm[parent[p]] == "containerd") print p }'; }
hangs() { [ "$(of_containerd)" ]; }
wait_for "the plug-in hangs" hangs
expect "root-pids=$(pid_inside "$(of_containerd)")"
