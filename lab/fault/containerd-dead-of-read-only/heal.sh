#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside systemctl stop docker containerd
inside umount /var/lib/containerd
inside systemctl start containerd docker
