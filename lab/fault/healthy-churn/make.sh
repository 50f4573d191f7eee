#!/bin/bash
# Containers start and end all the time, about two a second, beside some that stay.
. "$(dirname "$0")/../lib.sh"

container stays >/dev/null
background_inside churn sh -c "while :; do { docker run --rm --network none $image true && echo >>/lab/fault/churned; } & sleep 0.5; done"
came_and_went() { [ "$(wc -l <"$fault/churned")" -ge 3 ]; }
wait_for "containers come and go" came_and_went
