#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

read -r _ pid <"$fault/caught"
proceed "$pid"
leave client
