#!/bin/bash
. "$(dirname "$0")/../lib.sh"
inside rm -rf /tmp/theirs /tmp/sticky.json /etc/lab-victim
