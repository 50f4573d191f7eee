#!/bin/bash
# A healthy node, on which a program of nobody has as many files open as it can, each with a path that the kernel cannot tell.
. "$(dirname "$0")/../lib.sh"

inside install -d -m 1777 /run/tenant
background_as nobody files /checkout/lab/tools/open-files /run/tenant
wait_for "it holds its files" grep -q holds "$fault/files.out"
