"""What the programs of this folder share: children that end with us, and waiting until they have come to rest."""
import ctypes
import os
import signal
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1                                   # include/uapi/linux/prctl.h
at_end = []                                            # what has to be undone before we end
REST = 0.1                                             # seconds without a context switch
LIMIT = 10


def child(work, *arguments):
    """A child that does `work` and then ends; it is killed when we end."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        work(*arguments)
    except BaseException as problem:                   # nothing of the parent's may run in here
        print(f"{work}: {problem!r}", file=sys.stderr, flush=True)
    os._exit(0)


def pause():
    while True:
        signal.pause()


def edge(source, target, kind, strength="needs", fd=None, peer_fd=None):
    found = {"from": source, "to": target, "kind": kind, "strength": strength}
    if fd is not None:
        found["fd"] = fd
    if peer_fd is not None:
        found["peerFd"] = peer_fd
    return found


def glance(pid):
    """State and context switches of a process."""
    with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as status:
        lines = dict(line.split(":", 1) for line in status)
    return lines["State"].split()[0], lines["voluntary_ctxt_switches"], lines["nonvoluntary_ctxt_switches"]


def rest(*pids, states="SD"):
    """Returns once each of them has been asleep in one of these states for a while; fails when one does not come to it."""
    until = time.monotonic() + LIMIT
    before = [glance(pid) for pid in pids]
    while True:
        time.sleep(REST)
        now = [glance(pid) for pid in pids]
        if now == before and all(state in states for state, *_ in now):
            return
        if time.monotonic() > until:
            sys.exit(f"processes {pids} did not come to rest: {now}")
        before = now
