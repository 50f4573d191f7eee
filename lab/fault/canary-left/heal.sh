#!/bin/bash
# Undoes make.sh, and sees that of the run that was killed nothing is left, and that what is not ours is.
. "$(dirname "$0")/../lib.sh"

left=$(inside docker ps -a --format '{{.Names}}' | tr '\n' ' ')
[ "$left" = "bystander " ] || fail "these containers are left: $left"
pods=$(inside /checkout/lab/tools/cri --host-network pods | wc -l)
[ "$pods" = 0 ] || fail "$pods pod sandboxes are left"
inside docker rm -f bystander >/dev/null
