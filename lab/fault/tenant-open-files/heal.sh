#!/bin/bash
# Undoes make.sh.
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end
inside rm -rf /run/tenant
