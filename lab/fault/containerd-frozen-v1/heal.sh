#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

let_group "$(the containerd)" v1 system.slice/containerd.service
leave_clients
