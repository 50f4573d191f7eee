#!/bin/bash
# The founding incident, looked at by a user who is not root.
. "$(dirname "$0")/../lib.sh"

wedge
