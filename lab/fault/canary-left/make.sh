#!/bin/bash
# A run with canaries is killed while its container is there; two minutes later the next run removes it.
. "$(dirname "$0")/../lib.sh"

container bystander >/dev/null
left() { inside docker ps -aq --filter name=nodethaw-canary- | grep -q .; }
for _ in 1 2 3 4 5; do
  # killed as soon as a container's folder is made
  inside bash -c '
    before=$(echo /var/lib/docker/containers/*)
    setsid "$0" diagnose --canary >/dev/null 2>&1 &
    until [ "$(echo /var/lib/docker/containers/*)" != "$before" ] || ! kill -0 $! 2>/dev/null; do :; done
    kill -KILL -- -$!' "/checkout/node/target/image/bin/nodethaw"
  ! left || exit 0
done
fail "no run was killed while its container was there"
