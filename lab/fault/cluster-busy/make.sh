#!/bin/bash
# Twenty pods a minute come and go, as far as kubelet keeps up, while an image is unpacked and a pod uses all processors.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
pod_with burner '{}' '{"command": ["/bin/sh", "-c", "for n in $(seq $(nproc)); do while :; do :; done & done; wait"]}'
wait_for "it burns" runs burner
background_inside unpack sh -c 'while :; do python3 -c "
import io, sys, tarfile, time
with tarfile.open(fileobj=sys.stdout.buffer, mode=\"w|\") as tar:
    for number in range(3000):
        file = tarfile.TarInfo(f\"{number}\")
        file.size = 20000
        tar.addfile(file, io.BytesIO(bytes(20000)))
        time.sleep(0.01)
" | docker import - unpacked:1; done'
few() { [ "$(kubectl get pods -o name | wc -l)" -le 8 ]; }
churn() {
  local number=0
  while :; do
    sleep 3
    few || continue
    number=$((number + 1))
    workload "churn$number" || :
    [ $number -le 2 ] || deleted "churn$((number - 2))" || :
  done
}
export -f churn few pod_with workload kubectl deleted
export labdir name image
background churn bash -c churn
second_runs() { runs churn2; }
wait_for "the second pod runs" second_runs
