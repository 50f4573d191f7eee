"""Waits for file locks and for children."""
import fcntl
import os
import tempfile

from process import child, edge, pause, rest


def locked(take):
    """One child that holds a lock of a file, one that waits for it."""
    path = tempfile.mkdtemp(prefix="chain-") + "/lock"

    def work():
        file = open(path, "w", encoding="ascii")        # stays open as long as the child
        take(file, fcntl.LOCK_EX)
        pause()

    free = os.open(path, os.O_CREAT | os.O_WRONLY)      # the number that the children's file will have
    os.close(free)
    holder = child(work)
    rest(holder)
    waiter = child(work)
    rest(waiter)
    return waiter, [edge(waiter, path, "file-lock", fd=free), edge(path, holder, "held-by", peer_fd=free)]


def flock():
    "flock of a file that another process has locked"
    return locked(fcntl.flock)


def fcntl_lock():
    "fcntl(F_SETLKW) of a file that another process has locked"
    return locked(fcntl.lockf)


def crossed_locks():
    "a deadlock: two processes, each has locked the file that the other waits for"
    folder = tempfile.mkdtemp(prefix="chain-")
    paths = folder + "/first", folder + "/second"
    ready_read, ready_write = os.pipe()
    go_read, go_write = os.pipe()

    def work(own, other):
        mine, wanted = open(own, "w", encoding="ascii"), open(other, "w", encoding="ascii")
        fcntl.flock(mine, fcntl.LOCK_EX)
        os.write(ready_write, b"x")
        os.read(go_read, 1)
        fcntl.flock(wanted, fcntl.LOCK_EX)

    first, second = child(work, *paths), child(work, *reversed(paths))
    for _ in paths:
        os.read(ready_read, 1)
    os.write(go_write, b"xx")
    rest(first, second)
    return first, [edge(first, paths[1], "file-lock"), edge(paths[1], second, "held-by"),
                   edge(second, paths[0], "file-lock"), edge(paths[0], first, "held-by")]


def family(wait):
    """A process that waits for its child, which does nothing; `wait(pid)` prepares and then blocks."""
    tell_read, tell_write = os.pipe()

    def parent():
        pid = child(pause)
        os.write(tell_write, str(pid).encode())
        wait(pid)

    waiter = child(parent)
    pid = int(os.read(tell_read, 10))
    os.close(tell_read)
    os.close(tell_write)
    rest(waiter, pid)
    return waiter, pid


def wait4():
    "wait4 of a child"
    waiter, pid = family(lambda pid: os.waitpid(pid, 0))
    return waiter, [edge(waiter, pid, "child")]


def waitid_pidfd():
    "waitid of a child by a pidfd"
    told, tell = os.pipe()

    def wait(pid):
        fd = os.pidfd_open(pid)
        os.write(tell, str(fd).encode())
        os.waitid(os.P_PIDFD, fd, os.WEXITED)

    waiter, pid = family(wait)
    return waiter, [edge(waiter, pid, "child", fd=int(os.read(told, 10)))]


KINDS = {"flock": flock, "fcntl-lock": fcntl_lock, "crossed-locks": crossed_locks, "wait4": wait4,
         "waitid-pidfd": waitid_pidfd}
