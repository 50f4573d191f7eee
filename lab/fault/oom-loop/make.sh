#!/bin/bash
# A container needs more memory than it may have: the kernel ends it, and dockerd starts it again and again.
. "$(dirname "$0")/../lib.sh"

container loop --restart=always --memory 8m -- sh -c 'x=0123456789; while :; do x=$x$x; done' >/dev/null
restarted() { [ "$(inside docker inspect -f '{{.RestartCount}}' loop)" -ge 3 ]; }
patience=60 wait_for "it was started three times" restarted
