#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

end churn unpack
kubectl delete pod --all --wait=false >/dev/null
wait_for "the pod ends" is_gone burner
