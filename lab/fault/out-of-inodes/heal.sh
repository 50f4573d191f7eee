#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside rm -rf /var/lib/docker/many
