#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside sed -i "/^Wants=/s/$/ docker.service/" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl start docker.service
wait_for "docker is active" unit_is docker active
