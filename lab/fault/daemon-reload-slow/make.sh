#!/bin/bash
# A daemon-reload waits for a generator that takes 6 s; systemd answers nobody until it is done.
. "$(dirname "$0")/../lib.sh"

inside mkdir -p /run/systemd/system-generators
printf '#!/bin/sh\nsleep 6\n' | inside tee /run/systemd/system-generators/slow >/dev/null
inside chmod 755 /run/systemd/system-generators/slow
background_inside reload systemctl daemon-reload
wait_for "the generator runs" the slow
