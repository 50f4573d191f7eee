#!/bin/bash
# No kubelet is here; a program of nobody that never answers listens at its health port.
. "$(dirname "$0")/../lib.sh"

tenant fake here 127.0.0.1:10248
