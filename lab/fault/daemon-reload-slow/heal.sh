#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside rm /run/systemd/system-generators/slow
leave reload
wait_for "systemd answers" answers
