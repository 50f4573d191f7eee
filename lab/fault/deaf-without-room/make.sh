#!/bin/bash
# The founding incident, and the cure does not work: systemd refuses to execute itself anew, because /run has too little room for its state.
. "$(dirname "$0")/../lib.sh"

container before >/dev/null
wedge
inside mount -o remount,size=12m /run
! inside systemctl daemon-reexec 2>"$fault/reexec.err" || fail "systemd executed itself anew"
grep -q "not enough space" "$fault/reexec.err" || fail "$(cat "$fault/reexec.err")"
