#!/bin/bash
# Containers start and end all the time, about two a second, beside one that stays. No more than three starts are under way
# at once, so that a slow machine is not buried.
. "$(dirname "$0")/../lib.sh"

container stays >/dev/null
background_inside churn bash -c "while :; do
  while [ \$(jobs -rp | wc -l) -ge 3 ]; do sleep 0.05; done
  { docker run --rm --network none $image true && echo >>/lab/fault/churned; } &
  sleep 0.5
done"
came_and_went() { [ "$(wc -l <"$fault/churned")" -ge 3 ]; }
wait_for "containers come and go" came_and_went
