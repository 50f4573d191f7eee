#!/bin/bash
# Undoes make.sh, and sees that nobody has started dockerd.
. "$(dirname "$0")/../lib.sh"

unit_is docker inactive || fail "dockerd was started by asking it"
inside systemctl stop docker.socket
inside rm -f /etc/systemd/system/docker.socket
inside sed -i "/^Wants=/s/$/ docker.service/" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl start docker.service
wait_for "docker is active" unit_is docker active
