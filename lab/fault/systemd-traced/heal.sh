#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

untrace debugger
wait_for "systemd answers" answers
