#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed "$(the "$bus")"
wait_for "systemd answers" answers
leave_clients
