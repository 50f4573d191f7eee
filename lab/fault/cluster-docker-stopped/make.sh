#!/bin/bash
# dockerd is stopped by a signal under a real kubelet.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

running_workload web
stop "$(the dockerd)"
deleted web
