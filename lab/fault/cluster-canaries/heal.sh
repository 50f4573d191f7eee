#!/bin/bash
# Undoes make.sh, and sees what is left.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

same() { traces >"$fault/after"; cmp -s "$fault/before" "$fault/after"; }
patience=90 # dockerd takes its namespaces' files away once a minute (libnetwork osl/namespace_linux.go, gpmCleanupPeriod)
(wait_for "traces of canaries go" same) || fail "left or gone: $(diff "$fault/before" "$fault/after" | grep '^[<>]' | head -n 5 | tr '\n' ' ')"
patience=120
deleted web
wait_for "the pod ends" is_gone web
