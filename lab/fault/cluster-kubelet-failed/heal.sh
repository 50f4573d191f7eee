#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

no_drop_in kubelet
inside systemctl restart kubelet.service
deleted web
wait_for "the pod ends" is_gone web
