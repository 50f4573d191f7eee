#!/bin/bash
# A container ends at once, and dockerd starts it again and again.
. "$(dirname "$0")/../lib.sh"

container loop --restart=always -- sh -c 'exit 1' >/dev/null
restarted() { [ "$(inside docker inspect -f '{{.RestartCount}}' loop)" -ge 3 ]; }
wait_for "it was started three times" restarted
