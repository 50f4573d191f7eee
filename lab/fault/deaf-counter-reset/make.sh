#!/bin/bash
# systemd deaf on the bus, and its counter set back to a small value afterwards: the state is proven, the overflow is
# not.
. "$(dirname "$0")/../lib.sh"

wedge
"$labdir/tools/cookie" "$name" set 12345 >/dev/null
