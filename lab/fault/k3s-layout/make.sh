#!/bin/bash
# A node as k3s lays it out: one service starts its own containerd as a child, with a socket and folders of its own, and there is no
# other runtime. That containerd is stopped while a pod is being started.
. "$(dirname "$0")/../lib.sh"

! without_cri || skip "this containerd has no CRI"
inside sed -i "s/^Wants=.*/Wants=/" /etc/systemd/system/lab.target
inside systemctl stop docker.service containerd.service
inside sh -c 'mkdir /run/units; mv /etc/systemd/system/docker.service /etc/systemd/system/containerd.service /run/units; rm -rf /run/docker* /run/containerd'
inside mkdir -p /run/k3s/containerd /var/lib/containerd/k3s /etc/rancher
inside sh -c 'sed -e "s|/run/containerd/containerd.sock|/run/k3s/containerd/containerd.sock|" /etc/containerd/lab.toml >/etc/rancher/containerd.toml'
inside tee /etc/rancher/k3s-server >/dev/null <<'END'
#!/bin/sh
containerd -c /etc/rancher/containerd.toml -a /run/k3s/containerd/containerd.sock --state /run/k3s/containerd --root /var/lib/containerd/k3s &
wait
END
inside chmod +x /etc/rancher/k3s-server
inside tee /etc/systemd/system/k3s.service >/dev/null <<'END'
[Unit]
Description=Lightweight Kubernetes
DefaultDependencies=no
[Service]
Type=simple
ExecStart=/etc/rancher/k3s-server
KillMode=process
Delegate=yes
END
inside systemctl daemon-reload
inside systemctl start k3s.service
k3s=/run/k3s/containerd/containerd.sock
wait_for "its containerd answers" inside timeout 5 ctr -a $k3s version
inside ctr -a $k3s -n k8s.io images import /lab/images.tar >/dev/null
inside env CRI_SOCKET=$k3s /checkout/lab/tools/cri --host-network run before >/dev/null
pid=$(the containerd)
stop "$pid"
background_inside client-cri env CRI_SOCKET=$k3s /checkout/lab/tools/cri -t 600 --host-network runp patient
expect "root-pids=$(pid_inside "$pid")"
