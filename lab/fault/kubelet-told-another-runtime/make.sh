#!/bin/bash
# kubelet runs as a unit and says that it is well. A file that its unit names tells it to use CRI-O, which is not here; containerd
# and dockerd are, and run.
. "$(dirname "$0")/../lib.sh"

build kubelet
inside mkdir -p /var/lib/kubelet
printf '%s\n' 'kind: KubeletConfiguration' 'containerRuntimeEndpoint: "unix:///var/run/crio/crio.sock"' |
  inside tee /var/lib/kubelet/config.yaml >/dev/null
echo 'KUBELET_EXTRA_ARGS="--config=/var/lib/kubelet/config.yaml --v=2"' | inside tee /etc/default-kubelet >/dev/null
printf '%s\n' '[Unit]' 'DefaultDependencies=no' '[Service]' 'EnvironmentFile=/etc/default-kubelet' \
  'ExecStart=/run/kubelet late 0s $KUBELET_EXTRA_ARGS' | inside tee /etc/systemd/system/kubelet.service >/dev/null
inside systemctl daemon-reload
inside systemctl start kubelet.service
wait_for "kubelet listens" inside sh -c 'ss -tlnH | grep -q 127.0.0.1:10248'
