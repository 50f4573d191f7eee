#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

inside rm /run/ends/now
reexec
wait_for "pod web runs again" runs_again web
