#!/bin/bash
# As container-lock-held, with 18,500 clients that wait for the container's lock: 37,000 goroutines in dockerd.
. "$(dirname "$0")/../lib.sh"

id=$(container patient)
shim=$(shim_of "$id")
stop "$shim"
echo "$shim" >"$fault/shim"
background_inside client-stop docker stop -t 1 patient
sleep 0.5
background_inside clients /checkout/lab/tools/inspects patient 18500
wait_for "18,500 clients" grep -q asked "$fault/clients.out"
expect "root-pids=$(pid_inside "$shim")" "mentions=${id:0:12}"
