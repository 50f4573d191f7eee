#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_outside "$(the containerd)" v1
leave_clients
