"""Processes that are held: stopped by a signal, by a tracer, or with their cgroup."""
import ctypes
import os
import signal
import sys

from process import LIBC, at_end, child, edge, pause, rest

PTRACE_ATTACH = 16                                      # include/uapi/linux/ptrace.h


def stopped():
    "stopped by SIGSTOP"
    pid = child(pause)
    os.kill(pid, signal.SIGSTOP)
    rest(pid, states="T")
    return pid, [edge(pid, "SIGCONT", "stopped")]


def sit_on(pid):
    if LIBC.ptrace(PTRACE_ATTACH, pid, None, None):
        raise OSError(ctypes.get_errno(), "ptrace")
    os.waitpid(pid, 0)
    pause()


def traced():
    "stopped by a tracer that does nothing more"
    LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
    pid = child(pause)
    tracer = child(sit_on, pid)
    rest(pid, states="t")
    rest(tracer)
    return pid, [edge(pid, tracer, "traced")]


def group(kind):
    """A new group in the root of a hierarchy as this node sees it."""
    places = {"v1": ["/sys/fs/cgroup/freezer"], "v2": ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"]}[kind]
    mark = {"v1": "cgroup.clone_children", "v2": "cgroup.controllers"}[kind]
    root = next((place for place in places if os.path.exists(f"{place}/{mark}")), None)
    if not root:
        print(f"this node has no cgroup {kind}", file=sys.stderr)
        sys.exit(77)
    path = f"{root}/chain-{os.getpid()}"
    os.mkdir(path)
    return path


def put(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def frozen(kind, knob, word, thaw, proof_file, proof):
    def undo():
        put(f"{folder}/{knob}", thaw)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.rmdir(folder)

    pid = child(pause)
    folder = group(kind)
    put(folder + "/cgroup.procs", str(pid))
    put(f"{folder}/{knob}", word)
    at_end.append(undo)
    while proof not in open(f"{folder}/{proof_file}", encoding="ascii").read():
        pass
    return pid, [edge(pid, os.path.basename(folder), "frozen")]


def frozen_v1():
    "in a frozen cgroup (v1)"
    return frozen("v1", "freezer.state", "FROZEN", "THAWED", "freezer.state", "FROZEN")


def frozen_v2():
    "in a frozen cgroup (v2)"
    return frozen("v2", "cgroup.freeze", "1", "0", "cgroup.events", "frozen 1")


KINDS = {"stopped": stopped, "traced": traced, "frozen-v1": frozen_v1, "frozen-v2": frozen_v2}
