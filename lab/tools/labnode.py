"""Where a lab node is, for the tools of this folder: they run on the host and reach a node's files and sockets through
/proc/PID/root of its systemd, so they also work when nothing inside the node answers any more."""
import os
import sys

RUNTIME = os.environ.get("NODETHAW_LAB_RUN", "/run/nodethaw-lab")


def init_pid(name):
    """The node's systemd as the host counts; ends the program when there is none."""
    try:
        with open(f"{RUNTIME}/{name}/init", encoding="ascii") as file:
            pid, start = file.read().split()
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            if file.read().rpartition(")")[2].split()[19] == start:
                return int(pid)
    except (OSError, ValueError):
        pass
    sys.exit(f"no lab node '{name}' is up")


def root(name):
    """The node's root directory; "" when no name is given, for a tool that runs inside the node."""
    return f"/proc/{init_pid(name)}/root" if name else ""
