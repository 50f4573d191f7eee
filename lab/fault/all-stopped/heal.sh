#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(the)" "$(the dbus-daemon)" "$(the containerd)" "$(the dockerd)"
wait_for "systemd answers" answers
