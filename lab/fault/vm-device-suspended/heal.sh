#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

dmsetup resume lab-containerd
leave client-ctr
