#!/bin/bash
# The counter is near its end on a release that will wrap it.
. "$(dirname "$0")/../lib.sh"

"$labdir/tools/cookie" "$name" set 0xfff00000 >/dev/null
answers >/dev/null
