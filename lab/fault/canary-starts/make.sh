#!/bin/bash
# Nothing is wrong: a container and a pod sandbox are started and removed, and nothing is left of them.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
