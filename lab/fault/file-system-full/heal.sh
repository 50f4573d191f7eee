#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside rm -f /var/lib/containerd/full /var/lib/containerd/fuller
