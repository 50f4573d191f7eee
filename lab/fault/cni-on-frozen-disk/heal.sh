#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside fsfreeze --unfreeze /var/lib/cni
leave client-cri
