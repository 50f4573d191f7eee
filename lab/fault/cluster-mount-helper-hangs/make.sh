#!/bin/bash
# The driver that kubelet runs to mount a FlexVolume does not end, and is not seen to wait for anybody.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

driver=/usr/libexec/kubernetes/kubelet-plugins/volume/exec/lab~hang
inside mkdir -p "$driver"
inside tee "$driver/hang" >/dev/null <<'END'
#!/bin/sh
case $1 in
  init) echo '{"status": "Success", "capabilities": {"attach": false}}' ;;
  mount) exec sleep 1000000 ;;
  *) echo '{"status": "Not supported"}' ;;
esac
END
inside chmod +x "$driver/hang"
running_workload web
pod_with user '{"volumes": [{"name": "volume", "flexVolume": {"driver": "lab/hang"}}]}' '{"volumeMounts": [{"name": "volume", "mountPath": "/volume"}]}'
mounts() { "$labdir/node" ps "$name" | awk '{ comm[$1] = $5; parent[$1] = $4 } END { for (p in comm) if (comm[p] == "sleep" && comm[parent[p]] == "kubelet") print p }'; }
is_mounting() { [ "$(mounts)" ]; }
wait_for "the driver is to mount" is_mounting
expect "root-pids=$(pid_inside "$(mounts)")"
