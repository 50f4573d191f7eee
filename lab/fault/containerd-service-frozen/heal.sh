#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_group "$(the containerd)" v2 system.slice/containerd.service
leave_clients
