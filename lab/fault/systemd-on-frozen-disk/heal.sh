#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside fsfreeze --unfreeze /etc/systemd/system.control
leave property
wait_for "systemd answers" answers
leave_clients
inside umount /etc/systemd/system.control
