#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end leak
wait_for "root gets in again" answers
