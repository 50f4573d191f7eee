#!/bin/bash
# One goroutine of kubelet has two locks of one object and reads a fifo that nobody writes; others wait for one of them each,
# and have the object that contains both. That is no deadlock.
. "$(dirname "$0")/../lib.sh"

inside mkfifo /run/no-writer
kubelet file /run/no-writer
