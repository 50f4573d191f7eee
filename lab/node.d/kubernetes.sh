# Sourced by lab/node: a kubelet of the node's own, and the rest of a cluster for it, as lab/kubelet has built them.
#
# kubelet is a unit of the node. etcd, API server, controller manager and scheduler are what another machine has on a real
# cluster: they run outside of the node's pid and mount namespaces, reached over the node's loopback, and end with the node,
# because they are in its cgroup `keeper`. Files are in $state/kubernetes:
#   admin.kubeconfig, kubelet.kubeconfig     agent.kubeconfig, kubelet's by the address of the service     kubelet.yaml, kubelet.env     manifests/     *.log of the control plane
#   clients.crt and .key, by which the API server knows kubelet's client certificate, kubelet.crt and .key
#   audit.log, what nodes and the agent's service accounts have asked of the API server, one JSON a line
#   service.count, what went through the address of its service, as lab/tools/forward counts it: pods come that way
# The node's name in the cluster is its host name. Its pods use the node's network: dockershim has no other here; of containerd's those that
# have one of their own reach the API server by its service's address, and nothing else.

node_address=10.99.0.1         # on the node's loopback: kubelet takes no 127.x for its address
server_port=6443
service_address=10.98.0.1      # of the API server for pods: the first of service-cluster-ip-range

kubernetes_programs() { "$labdir/kubelet" --where 2>/dev/null || fail "--kubelet: nothing is built yet: run lab/kubelet (6 to 10 minutes, 3 GB)"; }

# kubeconfig USER [SERVER]: what of the user stands in it, in JSON
kubeconfig() {
  jq -n --arg server "https://${2:-127.0.0.1:$server_port}" --argjson user "$1" '{apiVersion: "v1", kind: "Config", "current-context": "lab",
    clusters: [{name: "lab", cluster: {server: $server, "certificate-authority": "certificates/apiserver.crt"}}], users: [{name: "lab", user: $user}],
    contexts: [{name: "lab", context: {cluster: "lab", user: "lab"}}]}'
}

# client_certificate FILE SUBJECT DAYS: makes FILE.crt and FILE.key; with 0 days it has expired
client_certificate() {
  local folder=$state/kubernetes
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$folder/$1.key" -subj "$2" 2>/dev/null |
    openssl x509 -req -CA "$folder/clients.crt" -CAkey "$folder/clients.key" -set_serial "$RANDOM" -days "$3" 2>/dev/null \
      >"$folder/$1.crt" || fail "openssl makes no certificate"
}

# kubelet_certificate DAYS: a client certificate for kubelet from now on
kubelet_certificate() { client_certificate kubelet "/O=system:nodes/CN=system:node:$name" "$1"; }

# kubernetes_files docker|containerd: what kubelet and the control plane read, before the node boots
kubernetes_files() {
  local folder=$state/kubernetes runtime
  case $1 in
    docker) runtime='--container-runtime=docker --pod-infra-container-image=localhost/lab/pause:1' ;;
    containerd) runtime='--container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock' ;;
    *) fail "--kubelet is docker or containerd, not '$1'" ;;
  esac
  command -v openssl >/dev/null || fail "--kubelet needs openssl"
  mkdir -p "$folder"/{manifests,etcd}
  chmod 700 "$folder/etcd"
  kubeconfig '{"token": "admin"}' >"$folder/admin.kubeconfig"
  kubeconfig '{"client-certificate": "kubelet.crt", "client-key": "kubelet.key"}' >"$folder/kubelet.kubeconfig"
  kubeconfig '{"client-certificate": "kubelet.crt", "client-key": "kubelet.key"}' "$service_address" >"$folder/agent.kubeconfig"
  echo 'admin,admin,1,"system:masters"' >"$folder/tokens.csv"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$folder/clients.key" -subj /CN=clients -days 3650 \
    -out "$folder/clients.crt" 2>/dev/null || fail "openssl makes no certificate"
  kubelet_certificate 365
  client_certificate server "/O=system:masters/CN=server" 365 # by which the API server reaches kubelet, for logs and sessions
  openssl genrsa -out "$folder/accounts.key" 2048 2>/dev/null || fail "openssl makes no key"
  echo "KUBELET_ARGS=$runtime --hostname-override=$name" >"$folder/kubelet.env"
  cat >"$folder/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: /lab/kubernetes/clients.crt}}
authorization: {mode: Webhook}
cgroupDriver: systemd
staticPodPath: /lab/kubernetes/manifests
failSwapOn: false
evictionHard: {memory.available: 10Mi, nodefs.available: "1%", imagefs.available: "1%"}
imageGCHighThresholdPercent: 99
imageGCLowThresholdPercent: 98
YAML
  cat >"$folder/audit.yaml" <<'YAML'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: Metadata
    userGroups: ["system:nodes", "system:serviceaccounts:kube-system"]
  - level: None
YAML
}

# kubernetes_inside ROOT PROGRAMS: in the node's own namespaces, before its systemd starts
kubernetes_inside() {
  local root=$1 programs=$2 setting file number=0
  local address PATH=$PATH:/usr/sbin:/sbin
  for address in $node_address $service_address; do ip address add "$address/32" dev lo; done
  # pods with a network of their own reach the API server by it (the plug-in itself would want to switch forwarding on, which it may not)
  ip link add cni0 type bridge && ip address add 10.88.0.1/16 dev cni0 && ip link set cni0 up
  # kubelet sets these unless they are so (pkg/kubelet/cm/container_manager_linux.go); the machine's stay as they are
  mkdir "$root/run/sysctl"
  for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 kernel/keys/root_maxkeys=1000000 \
    kernel/keys/root_maxbytes=25000000; do
    file=$root/run/sysctl/$((number += 1))
    echo "${setting#*=}" >"$file"
    mount --bind "$file" "$root/proc/sys/${setting%=*}"
  done
  sed "s|@kubelet@|$programs/kubelet|" "$labdir/node.d/kubelet.service" >"$root/etc/systemd/system/kubelet.service"
  # dockershim asks for an oom_score_adj below 0, which only CAP_SYS_RESOURCE may set (fs/proc/base.c, oom_score_adj_write)
  if ! has_capability 24; then
    changed_runc "$root/usr/local/sbin/runc-without-priority" \
      'if .process.oomScoreAdj then .process.oomScoreAdj |= ([., 0] | max) else . end'
    mkdir -p "$root/etc/docker"
    echo '{"runtimes": {"lab": {"path": "/usr/local/sbin/runc-without-priority"}}, "default-runtime": "lab"}' >"$root/etc/docker/daemon.json"
  fi
}

# has_capability NUMBER: include/uapi/linux/capability.h
has_capability() { [ $((0x$(awk '/^CapEff/ { print $2 }' /proc/self/status) >> $1 & 1)) = 1 ]; }

# control PROGRAM ARGUMENT...: starts a part of the control plane
control() { beside "$programs/$1" "${@:2}"; }

# beside PROGRAM ARGUMENT...: starts it in the node's network, outside of its other namespaces
beside() {
  local program=$1 pid
  shift
  pid=$(init_of) || exit 1
  (
    exec 9>&-
    for tree in $(groups); do echo $BASHPID >"$tree/keeper/cgroup.procs"; done
    exec setsid nsenter -t "$pid" -n -- "$program" "$@" </dev/null >"$state/kubernetes/${program##*/}.log" 2>&1
  ) &
}

# until_true SECONDS WHAT COMMAND...
until_true() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || fail "$what: not in time; see $state/kubernetes/*.log, then: lab/node down $name"
    sleep 0.2
  done
}

kubectl() { nsenter -t "$(init_of)" -n -- "$programs/kubectl" --kubeconfig "$state/kubernetes/admin.kubeconfig" --cache-dir "$state/kubernetes/cache" "$@"; }

is_ready() { [ "$(kubectl get node "$name" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]; }

# kubernetes_start: the control plane, then kubelet; returns when the node is Ready
kubernetes_start() {
  local folder=$state/kubernetes common
  common="--kubeconfig=$folder/admin.kubeconfig --authentication-kubeconfig=$folder/admin.kubeconfig \
    --authorization-kubeconfig=$folder/admin.kubeconfig --bind-address=127.0.0.1 --port=0 --leader-elect=false"
  control etcd --data-dir "$folder/etcd" --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
    --initial-cluster default=http://127.0.0.1:2380 --enable-pprof
  control kube-apiserver --etcd-servers=http://127.0.0.1:2379 --bind-address=127.0.0.1 --advertise-address=$node_address \
    --secure-port=$server_port --cert-dir="$folder/certificates" --token-auth-file="$folder/tokens.csv" \
    --client-ca-file="$folder/clients.crt" --authorization-mode=Node,RBAC \
    --service-account-issuer=https://lab --service-account-key-file="$folder/accounts.key" \
    --service-account-signing-key-file="$folder/accounts.key" --service-cluster-ip-range=10.98.0.0/24 \
    --enable-admission-plugins=NodeRestriction --audit-policy-file="$folder/audit.yaml" --audit-log-path="$folder/audit.log" \
    --kubelet-client-certificate="$folder/server.crt" --kubelet-client-key="$folder/server.key" --allow-privileged=true --kubelet-preferred-address-types=InternalIP
  until_true 120 "API server" kubectl get --raw /readyz
  # shellcheck disable=SC2086
  control kube-controller-manager $common --cert-dir="$folder/manager" --service-account-private-key-file="$folder/accounts.key" \
    --root-ca-file="$folder/certificates/apiserver.crt"
  # shellcheck disable=SC2086
  control kube-scheduler $common --cert-dir="$folder/scheduler"
  kubectl create clusterrolebinding kubelet-api --clusterrole=system:kubelet-api-admin --user=admin >/dev/null || fail "no role for admin"
  (run_inside "$name" systemctl start kubelet.service) || fail "kubelet does not start: lab/node exec $name journalctl -u kubelet"
  beside "$labdir/tools/forward" "$service_address:443" "127.0.0.1:$server_port" "$folder/service.count"
  until_true 120 "node Ready" is_ready
  until_true 60 "service account" kubectl get serviceaccount default -o 'jsonpath={.secrets[0].name}'
}
