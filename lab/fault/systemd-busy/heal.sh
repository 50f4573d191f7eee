#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end reloads
inside sh -c 'rm -f /run/systemd/system/busy*'
wait_for "systemd answers" answers
