# Sourced after lib.sh by the rows whose nodes have a real kubelet (key kubelet= of expected).

patience=120 # seconds that wait_for gives: dockershim takes a minute to end a pod

# with_docker: succeeds when kubelet's runtime is dockerd
with_docker() { grep -q container-runtime=docker "$state/kubernetes/kubelet.env"; }

kubectl() { "$labdir/node" kubectl "$name" "$@"; }

# pod_with POD SPEC CONTAINER: creates a pod of one container on the node's network; its spec and its container have these members, JSON
pod_with() {
  jq -n --arg pod "$1" --argjson spec "$2" --argjson container "$3" --arg image $image '
    {apiVersion: "v1", kind: "Pod", metadata: {name: $pod}, spec: ({hostNetwork: true, automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 1, containers: [{name: "main", image: $image, imagePullPolicy: "IfNotPresent",
        command: ["/bin/sh", "-c", "sleep 1000000"]} + $container]} + $spec)}' | kubectl create -f - >/dev/null
}
# workload POD [VOLUME [COMMAND]]: creates a pod of one container, with a folder of the node at /volume
workload() {
  pod_with "$1" "$(jq -n --arg folder "${2:-}" 'if $folder == "" then {} else {volumes: [{name: "volume", hostPath: {path: $folder}}]} end')" \
    "$(jq -n --arg folder "${2:-}" --arg command "${3:-sleep 1000000}" '{command: ["/bin/sh", "-c", $command]}
      + if $folder == "" then {} else {volumeMounts: [{name: "volume", mountPath: "/volume"}]} end')"
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
# runs_again POD: its container has ended once, and runs
runs_again() {
  local status
  status=$(kubectl get pod "$1" -o 'jsonpath={.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].state}') &&
    [ "${status%% *}" -ge 1 ] && [[ $status == *running* ]]
}

# driver MOUNT [COMM]: kubelet's driver lab/hang of FlexVolumes, which does this when it is to mount, as a process of that name; a pod that
# wants such a volume is being started
driver_folder=/usr/libexec/kubernetes/kubelet-plugins/volume/exec/lab~hang
driver() {
  local comm=${2:-sleep}
  inside mkdir -p "$driver_folder"
  inside tee "$driver_folder/hang" >/dev/null <<END
#!/bin/sh
case \$1 in
  init) echo '{"status": "Success", "capabilities": {"attach": false}}' ;;
  mount) $1 ;;
  *) echo '{"status": "Not supported"}' ;;
esac
END
  inside chmod +x "$driver_folder/hang"
  running_workload web
  pod_with user '{"volumes": [{"name": "volume", "flexVolume": {"driver": "lab/hang"}}]}' '{"volumeMounts": [{"name": "volume", "mountPath": "/volume"}]}'
  is_mounting() { [ "$(child_of kubelet "$comm")" ]; }
  wait_for "the driver is to mount" is_mounting
  expect "root-pids=$(pid_inside "$(child_of kubelet "$comm")")"
}
# driver_works [COMM]: mounts from now on; the mount that hangs is ended
driver_works() {
  local pid
  inside tee "$driver_folder/hang" >/dev/null <<'END'
#!/bin/sh
echo '{"status": "Success"}'
END
  for pid in $(child_of kubelet "${1:-sleep}"); do kill -KILL "$pid"; done
  wait_for "the pod runs" runs user
}

# traces: what containers leave on a node, one a line: what the runtimes list, folders, mounts, namespaces, cgroups and processes of
# containers, and what kubelet tells of its pods
traces() {
  inside sh -c '
    docker ps -aq --no-trunc | sed "s/^/docker /"
    for namespace in moby k8s.io; do
      ctr -n $namespace containers ls -q | sed "s/^/container /"
      ctr -n $namespace tasks ls -q | sed "s/^/task /"
      ctr -n $namespace snapshots ls | awk "NR > 1 { print \"snapshot\", \$1 }"
    done
    /checkout/lab/tools/cri pods | sed "s/^/sandbox /"
    ls -d /run/containerd/io.containerd.*/*/* /run/containerd/s/* /run/docker/runtime-runc/*/* /run/docker/containerd/*/* /run/docker/netns/* \
      /run/netns/* /var/run/netns/* /var/log/pods/* /var/lib/docker/containers/* /var/lib/containerd/io.containerd.grpc.v1.cri/*/* 2>/dev/null
    awk "\$2 ~ /[0-9a-f]{32}/ { print \"mount\", \$2 }" /proc/mounts
    find /sys/fs/cgroup -type d -regex ".*[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].*" -printf "cgroup %p\n"
    cat /proc/[0-9]*/comm 2>/dev/null | grep -E "^(containerd-shim|runc|pause)" | sed "s/^/process /"' | sort
  kubectl get pods --all-namespaces -o 'jsonpath={range .items[*]}pod {.metadata.name} {.status.phase} {.status.containerStatuses[*].restartCount} {.status.containerStatuses[*].containerID}{"\n"}{end}'
  kubectl get node "$name" -o 'jsonpath=node {.status.conditions[?(@.type=="Ready")].status}{"\n"}'
}
