#!/bin/bash
# Ends what make.sh started. Nothing wakes that systemd again.
. "$(dirname "$0")/../lib.sh"

end
