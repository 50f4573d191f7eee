#!/bin/bash
# A healthy node, looked at from a cgroup that may have no more than eight threads.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside true # what it runs has a cgroup from now on
limit_processes 8
