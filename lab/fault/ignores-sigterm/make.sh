#!/bin/bash
# A container that ignores SIGTERM, while `docker stop` with a long grace waits for it.
. "$(dirname "$0")/../lib.sh"

container patient -- sh -c 'trap "echo >/tmp/asked" TERM; while :; do sleep 1; done' >/dev/null
background_inside stop docker stop --time 100000 patient
was_asked() { [ -e "/proc/$(the sleep)/root/tmp/asked" ]; }
wait_for "it gets SIGTERM" was_asked
