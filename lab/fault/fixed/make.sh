#!/bin/bash
# The counter is past 2^31 on a release that wraps it there: high serials are no fault.
. "$(dirname "$0")/../lib.sh"

overflow fixed
wait_for "systemd answers with a serial past 2^31" sh -c "'$labdir/tools/dbus' --node '$name' ping 3 | grep -q '(0x8'"
