"""Waits at pipes and fifos."""
import os
import socket
import tempfile

from process import child, edge, pause, rest

CHUNK = b"x" * 4096


def ends(reader_does, writer_does):
    """Two children, each with its own end of one pipe alone; the numbers of the ends."""
    read_fd, write_fd = os.pipe()

    def reader():
        os.close(write_fd)
        reader_does(read_fd)

    def writer():
        os.close(read_fd)
        writer_does(write_fd)

    pids = child(reader), child(writer)
    os.close(read_fd)
    os.close(write_fd)
    rest(*pids)
    return *pids, read_fd, write_fd


def fill(fd):
    while True:
        os.write(fd, CHUNK)


def pipe_read():
    "read on a pipe whose writer does not write"
    reader, writer, read_fd, write_fd = ends(lambda fd: os.read(fd, 1), lambda _: pause())
    return reader, [edge(reader, writer, "pipe", fd=read_fd, peer_fd=write_fd)]


def pipe_write():
    "write on a full pipe whose reader does not read"
    reader, writer, read_fd, write_fd = ends(lambda _: pause(), fill)
    return writer, [edge(writer, reader, "pipe", fd=write_fd, peer_fd=read_fd)]


def pipe_alone():
    "read on a pipe whose other end no process holds: it lies in the queue of a socket that nobody reads"
    read_fd, write_fd = os.pipe()
    left, right = socket.socketpair()

    def reader():
        socket.send_fds(left, [b"x"], [write_fd])
        os.close(write_fd)
        os.read(read_fd, 1)

    pid = child(reader)
    os.close(read_fd)
    os.close(write_fd)
    right.set_inheritable(True)                         # stays open in both, unread
    rest(pid)
    return pid, [edge(pid, "pipe", "pipe", fd=read_fd)]


def fifo_open():
    "open of a fifo that has no partner yet"
    path = tempfile.mkdtemp(prefix="chain-") + "/fifo"
    os.mkfifo(path)
    pid = child(lambda: os.open(path, os.O_RDONLY))
    rest(pid)
    return pid, [edge(pid, path, "fifo-open", "any")]


def crossed_pipes():
    "a deadlock: two processes, each reads from the other before it would write"
    first_read, first_write = os.pipe()
    second_read, second_write = os.pipe()

    def reads(own_read, own_write, *others):
        for fd in others:
            os.close(fd)
        os.read(own_read, 1)
        os.write(own_write, b"x")

    first = child(reads, first_read, second_write, first_write, second_read)
    second = child(reads, second_read, first_write, second_write, first_read)
    for fd in (first_read, first_write, second_read, second_write):
        os.close(fd)
    rest(first, second)
    return first, [edge(first, second, "pipe", fd=first_read, peer_fd=first_write),
                   edge(second, first, "pipe", fd=second_read, peer_fd=second_write)]


KINDS = {"pipe-read": pipe_read, "pipe-write": pipe_write, "pipe-alone": pipe_alone, "fifo-open": fifo_open,
         "crossed-pipes": crossed_pipes}
