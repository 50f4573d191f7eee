#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

end plugin
kubectl delete pod user --force --grace-period=0 --wait=false >/dev/null 2>&1
deleted web
wait_for "the pod ends" is_gone web
