#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

proceed "$("$labdir/node" pid "$name")"
wait_for "the late pod runs" runs late
wait_for "the pod ends" is_gone web
