#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl kill -s KILL 'left-*.scope'
