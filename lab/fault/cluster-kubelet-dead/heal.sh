#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside systemctl start kubelet.service
deleted web
wait_for "the pod ends" is_gone web
