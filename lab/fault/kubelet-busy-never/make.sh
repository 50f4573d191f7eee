#!/bin/bash
# kubelet goes on counting its volumes and answers nobody: it moves, but stays silent.
. "$(dirname "$0")/../lib.sh"

kubelet busy
