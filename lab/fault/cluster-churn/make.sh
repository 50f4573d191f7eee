#!/bin/bash
# Pods are created and deleted all the time.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
churn() {
  local number=0
  while :; do
    number=$((number + 1))
    workload "churn$number" || :
    [ $number -le 3 ] || deleted "churn$((number - 3))" || :
    sleep 3
  done
}
export -f churn pod_with workload kubectl deleted
export labdir name image
background churn bash -c churn
second_runs() { runs churn2; }
wait_for "the second pod runs" second_runs
