#!/bin/bash
# Undoes make.sh, and sees what is left.
. "$(dirname "$0")/../lib.sh"

left=$(inside docker ps -aq | wc -l)
[ "$left" = 1 ] || fail "$left containers are left instead of one"
pods=$(inside /checkout/lab/tools/cri --host-network pods | wc -l)
[ "$pods" = 0 ] || fail "$pods pod sandboxes are left"
inside docker rm -f bystander >/dev/null
