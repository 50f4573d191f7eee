#!/bin/bash
# Two goroutines of kubelet have a lock each and wait for the other's; its health port waits behind them.
. "$(dirname "$0")/../lib.sh"

kubelet ring
