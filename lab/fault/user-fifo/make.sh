#!/bin/bash
# A user's own process, opening a fifo that never gets a partner.
. "$(dirname "$0")/../lib.sh"

inside_as nobody mkfifo /tmp/fifo
background_as nobody opener sh -c 'read line </tmp/fifo'
opens() { cat /proc/$(running opener)/task/*/children | xargs -n 1 | while read -r p; do cat "/proc/$p/wchan"; done | grep -q wait_for_partner; }
wait_for "it opens the fifo" opens
