# Sourced after lib.sh by the rows whose nodes have a real kubelet (key kubelet= of expected).

patience=120 # seconds that wait_for gives: dockershim takes a minute to end a pod

kubectl() { "$labdir/node" kubectl "$name" "$@"; }

# workload POD [VOLUME [COMMAND]]: creates a pod of one container on the node's network, with a folder of the node at /volume
workload() {
  jq -n --arg pod "$1" --arg folder "${2:-}" --arg command "${3:-sleep 1000000}" --arg image $image '
    {apiVersion: "v1", kind: "Pod", metadata: {name: $pod}, spec: {hostNetwork: true, automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 1, containers: [{name: "main", image: $image, imagePullPolicy: "IfNotPresent",
        command: ["/bin/sh", "-c", $command]}]}}
    | if $folder == "" then . else .spec.containers[0].volumeMounts = [{name: "volume", mountPath: "/volume"}]
        | .spec.volumes = [{name: "volume", hostPath: {path: $folder}}] end' | kubectl create -f - >/dev/null
}

# phase POD: Pending, Running, Succeeded, Failed
phase() { kubectl get pod "$1" -o 'jsonpath={.status.phase}'; }
runs() { [ "$(phase "$1")" = Running ]; }
# running_workload POD [VOLUME [COMMAND]]
running_workload() { workload "$@"; wait_for "pod $1 runs" runs "$1"; }
# deleted POD: asks for its end, and does not wait for it
deleted() { kubectl delete pod "$1" --wait=false >/dev/null; }
is_gone() { ! kubectl get pod "$1" >/dev/null 2>&1; }

# control_pid PROGRAM: host pid of a part of the control plane, which is not among the node's processes but has its network
control_pid() {
  local net file pid
  net=$(readlink "/proc/$("$labdir/node" pid "$name")/ns/net")
  for file in $(grep -slx "$1" /proc/[0-9]*/comm); do
    pid=${file#/proc/} pid=${pid%/comm}
    [ "$(readlink "/proc/$pid/ns/net")" != "$net" ] || { echo "$pid"; return; }
  done
  return 1
}
