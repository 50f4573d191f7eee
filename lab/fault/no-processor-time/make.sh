#!/bin/bash
# Loops of another control group leave next to no processor time to the daemons of all units, and little to whoever looks.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
tree=$(processor_tree)
[ "$tree" ] || skip "this machine's cgroup v1 has no cpu controller"
mkdir -p "$tree/greedy"
echo 2048 >"$tree/greedy/cpu.shares"
echo 2 >"$tree/system.slice/cpu.shares"
for number in $(seq $(($(nproc) * 2))); do
  background "greedy$number" sh -c 'echo $$ >"$0/greedy/cgroup.procs" && while :; do :; done' "$tree"
done
