#!/bin/bash
# A healthy node, on which a program of nobody listens where thousands of shims would, and answers nothing.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
tenant fake-paths here --many 2500 /tmp/containerd/s/
tenant fake-abstract here --many 2500 @/containerd-shim/
