#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"

inside rm -f /etc/dbus-1/system.d/zz-lab.conf
bus_reads_its_files
wait_for "systemd answers" answers
