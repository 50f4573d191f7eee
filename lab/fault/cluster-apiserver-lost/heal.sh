#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

kill -CONT "$(cat "$fault/kube-apiserver")"
deleted web
wait_for "the pod ends" is_gone web
