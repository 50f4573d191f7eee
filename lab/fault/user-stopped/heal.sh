#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

proceed $("$labdir/node" pid "$name" sleep)
end own parent
