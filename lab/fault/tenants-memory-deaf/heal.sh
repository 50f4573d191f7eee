#!/bin/bash
# Undoes make.sh; first of all the server, so that nobody is left waiting for it.
. "$(dirname "$0")/../lib.sh"

end tenants
none_left() { ! "$labdir/node" ps "$name" | grep -Eq 'hanging-memory|tenant'; }
wait_for "the tenants are gone" none_left
inside umount -l /run/tenants/mount || :
reexec
leave_clients
