"""Where a lab node is, for the tools of this folder: they run on the host and reach a node's files and sockets through
/proc/PID/root of its systemd, so they also work when nothing inside the node answers any more."""
import ctypes
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


def enter_network(name):
    """This process has the node's network from now on."""
    enter(name, "net", 0x40000000)                          # CLONE_NEWNET, include/uapi/linux/sched.h


def enter(name, kind, flag):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/proc/{init_pid(name)}/ns/{kind}", "rb") as namespace:
        if libc.setns(namespace.fileno(), flag):
            sys.exit("setns: " + os.strerror(ctypes.get_errno()))
    return libc


def enter_pids(name):
    """Goes on in a child inside the node's pid namespace (systemd's private socket refuses peers whose pid it cannot see);
    this process waits for it and ends with its exit code."""
    libc = enter(name, "pid", 0x20000000)                   # CLONE_NEWPID
    child = os.fork()
    if child:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    libc.prctl(1, 9)                                        # PR_SET_PDEATHSIG, SIGKILL: include/uapi/linux/prctl.h


class Memory:
    """The memory of a node's systemd, read and written through /proc/PID/mem: nothing stops while we do."""

    def __init__(self, name):
        self.pid = init_pid(name)
        self.file = os.open(f"/proc/{self.pid}/mem", os.O_RDWR)

    def maps(self):
        """(start, end, permissions, path or "") of each mapping."""
        with open(f"/proc/{self.pid}/maps", encoding="utf-8", errors="replace") as file:
            for line in file:
                parts = line.split(maxsplit=5)
                start, end = (int(part, 16) for part in parts[0].split("-"))
                yield start, end, parts[1], parts[5].strip() if len(parts) > 5 else ""

    def read(self, at, size):
        return os.pread(self.file, size, at)

    def write(self, at, data):
        os.pwrite(self.file, data, at)
