#!/bin/bash
# A user's own process, held by the debugger that started it.
. "$(dirname "$0")/../lib.sh"

needs gdb debugger
background_as nobody debugger gdb -nx -batch -ex starti -ex 'shell exec sleep 1000000' --args /bin/cat /dev/zero
held() { local p; p=$("$labdir/node" ps "$name" | awk '$3 == "t" { print $1 }'); [ -n "$p" ]; }
wait_for "the debugger holds it" held
