#!/bin/bash
# The shim of a container is stopped, and `docker stop` waits for it; the container ends as soon as it is told to.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
id=$(container patient -- sh -c 'trap "exit 0" TERM; sleep 1000000 & wait')
shim=$(shim_of "$id")
stop "$shim"
echo "$shim" >"$fault/shim"
background_inside client-stop docker stop -t 60 patient
expect "root-pids=$(pid_inside "$shim")" "mentions=${id:0:12}"
