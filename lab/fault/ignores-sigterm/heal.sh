#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside docker kill patient
leave stop
