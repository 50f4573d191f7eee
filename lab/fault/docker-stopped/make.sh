#!/bin/bash
# SIGSTOP to dockerd.
. "$(dirname "$0")/../lib.sh"

stop "$(the dockerd)"
clients
expect "root-pids=$(pid_inside "$(the dockerd)")"
