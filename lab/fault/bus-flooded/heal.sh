#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end flood
wait_for "systemd answers" answers
