#!/bin/bash
# A client sends as many signals as the bus takes. The bus is slower for everybody, and still passes all on; `bus monitor` tells whose
# they are.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
background_inside flood /checkout/lab/tools/bus-stream send /run/dbus/system_bus_socket 0 600
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$(the "$bus")/stat"; }
before=$(ticks)
busy() { [ $(($(ticks) - before)) -ge 100 ]; }         # a second of processor time: clock ticks are 10 ms
wait_for "the bus is busy" busy
