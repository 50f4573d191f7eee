#!/bin/bash
# The shim of one container is stopped, and `docker stop` waits for it with the container's lock: ten `docker inspect` of
# the same container pile up behind that, and `docker ps` too.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
id=$(container patient)
shim=$(shim_of "$id")
stop "$shim"
echo "$shim" >"$fault/shim"
background_inside client-stop docker stop -t 1 patient
sleep 0.5
for n in 1 2 3 4 5 6 7 8 9 10; do background_inside "client-inspect-$n" docker inspect patient; done
sleep 0.5
expect "root-pids=$(pid_inside "$shim")" "mentions=${id:0:12}"
