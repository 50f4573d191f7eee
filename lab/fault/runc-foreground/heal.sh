#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside runc kill foreground KILL
leave foreground
