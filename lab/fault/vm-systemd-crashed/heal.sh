#!/bin/bash
# Ends what make.sh started. Nothing wakes that systemd again, and the machine ends with the row.
. "$(dirname "$0")/../lib.sh"

end
