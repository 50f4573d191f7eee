#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

read -r begin length _ below offset _ <<<"$(dmsetup table lab-containerd)"
dmsetup load lab-containerd --table "$begin $length linear $below $offset"
dmsetup resume --noudevsync lab-containerd
leave client-ctr
