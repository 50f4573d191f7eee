#!/bin/bash
# A CNI plug-in asks the daemon of its network, which is stopped, and waits for its answer. A pod with a network of its own is being started.
. "$(dirname "$0")/../lib.sh"

! without_cri || skip "this containerd has no CRI"
bridge=/usr/lib/cni/bridge
background_inside agent /checkout/lab/tools/agent serve /run/cni-agent.sock
wait_for "the agent listens" grep -q listens "$fault/agent.out"
inside tee /run/plug-in >/dev/null <<'END'
#!/bin/sh
exec /checkout/lab/tools/agent ask /run/cni-agent.sock
END
inside chmod +x /run/plug-in
inside mount --bind /run/plug-in $bridge
agent=$(for pid in $("$labdir/node" pid "$name" agent); do echo "$pid"; done | head -n 1)
stop "$agent"
echo "$agent" >"$fault/agent"
background_inside client-cri /checkout/lab/tools/cri -t 600 runp patient
asks() { [ "$("$labdir/node" pid "$name" agent | wc -l)" -ge 2 ]; }
wait_for "the plug-in asks it" asks
expect "root-pids=$(pid_inside "$agent")"
