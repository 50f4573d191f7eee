#!/bin/bash
# runc ends with an error each time, for a reason that nobody sees from outside: another program is where it was.
. "$(dirname "$0")/../lib.sh"

runc=$(inside sh -c 'command -v runc')
echo "$runc" >"$fault/runc"
inside mount --bind /bin/false "$runc"
