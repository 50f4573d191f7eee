#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end own
inside sed -i "s/^Wants=.*/Wants=containerd.service docker.service/" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl start containerd.service docker.service
wait_for "dockerd is active" unit_is docker active
inside ctr -n k8s.io tasks kill -s SIGKILL outlives
