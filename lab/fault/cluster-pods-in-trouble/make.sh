#!/bin/bash
# Trouble that is the pods' own: one ends again and again, the liveness probe of one fails, the image of one is not there, one is asked
# to end and takes its grace period, one fits on no node.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

pod() { pod_with "$1" '{"terminationGracePeriodSeconds": 600}' "$2"; }
pod crash '{"command": ["/bin/false"]}'
pod unwell '{"livenessProbe": {"exec": {"command": ["/bin/false"]}, "periodSeconds": 2, "failureThreshold": 1000}}'
pod missing '{"image": "127.0.0.1:1/not/there:1", "imagePullPolicy": "Always"}'
pod large '{"resources": {"requests": {"memory": "900Ti"}}}'
pod slow '{}'
wait_for "the slow pod runs" runs slow
wait_for "the unwell pod runs" runs unwell
deleted slow
again() { [ "$(kubectl get pod crash -o 'jsonpath={.status.containerStatuses[0].restartCount}')" -ge 2 ]; }
wait_for "the crashing pod was started again" again
