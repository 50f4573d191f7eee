#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end churn
inside docker rm --force burner
