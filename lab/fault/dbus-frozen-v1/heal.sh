#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_group "$(the "$bus")" v1 "system.slice/$bus_unit.service"
wait_for "systemd answers" answers
