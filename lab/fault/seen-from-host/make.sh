#!/bin/bash
# A lab node is wedged as in the founding incident, and this machine, which it is nested in, is looked at.
. "$(dirname "$0")/../lib.sh"

wedge
