#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside chmod 755 "$(where runc)"
