#!/bin/bash
# dockerd is installed, and its operator has switched it off: no unit wants it, and it does not run.
. "$(dirname "$0")/../lib.sh"

inside sed -i "/^Wants=/s/docker.service *//" /etc/systemd/system/lab.target
inside systemctl daemon-reload
inside systemctl stop docker.service
wait_for "docker is inactive" unit_is docker inactive
