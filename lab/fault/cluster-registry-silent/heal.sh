#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

end registry
kubectl delete pod --all --force --grace-period=0 --wait=false >/dev/null 2>&1
wait_for "the pod is gone" is_gone user
