#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

end
tree=$(processor_tree)
rmdir "$tree/greedy"
echo 1024 >"$tree/system.slice/cpu.shares"
