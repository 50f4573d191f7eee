#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end outside
inside docker rm -f named
