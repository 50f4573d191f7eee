#!/bin/bash
# kubelet counts its volumes for three seconds before it answers: late, but no stall. The count begins with each question.
. "$(dirname "$0")/../lib.sh"

kubelet late 3s
