#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end kubelet
inside rm -f /run/no-writer
