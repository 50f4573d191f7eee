#!/bin/bash
# The founding incident, looked at with the capabilities of the agent's unit.
. "$(dirname "$0")/../lib.sh"

wedge
