#!/bin/bash
# Two goroutines of kubelet, which runs in its own unit, have a lock each and wait for the other's. When it is started anew it is well.
. "$(dirname "$0")/../lib.sh"

build kubelet
inside tee /run/kubelet-starts >/dev/null <<'END'
#!/bin/sh
rm /run/kubelet-first 2>/dev/null && exec /run/kubelet ring
exec /run/kubelet late 0s
END
inside chmod +x /run/kubelet-starts
printf '%s\n' '[Service]' 'ExecStart=/run/kubelet-starts' '[Install]' 'WantedBy=multi-user.target' | inside tee /etc/systemd/system/kubelet.service >/dev/null
inside touch /run/kubelet-first
inside systemctl enable --now kubelet.service 2>/dev/null
wait_for "kubelet's stand-in has begun" eval 'said kubelet | grep -q begun'
expect "root-pids=$(pid_inside "$(the kubelet)")"
