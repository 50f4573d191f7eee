"""Waits at sockets: connected, not accepted yet, and those of an epoll set."""
import os
import select
import socket
import tempfile

from process import child, edge, pause, rest

CHUNK = b"x" * 65536


def listener(backlog=8):
    server = socket.socket(socket.AF_UNIX)
    server.bind(tempfile.mkdtemp(prefix="chain-") + "/socket")
    server.listen(backlog)
    return server


def connected(block, kind="unix-socket", server=None):
    """A client that `block(socket)` keeps, and a server that has accepted and does nothing."""
    server = server or listener()
    address = server.getsockname()
    family = server.family
    tell_read, tell_write = os.pipe()

    def serve():
        connection, _ = server.accept()
        os.write(tell_write, str(connection.fileno()).encode())
        pause()

    def ask():
        with socket.socket(family) as client:
            client.connect(address)
            os.write(tell_write, b"")
            block(client)

    serving, asking = child(serve), None
    server_fd = server.fileno()
    server.close()
    # the client's socket takes the number that the listener had: the lowest free one
    asking = child(ask)
    rest(serving, asking)
    peer_fd = int(os.read(tell_read, 10))
    return asking, [edge(asking, serving, kind, fd=server_fd, peer_fd=peer_fd)]


def forever(send):
    while True:
        send()


def unix_read():
    "read on a unix socket whose other end does not write"
    return connected(lambda client: os.read(client.fileno(), 1))


def unix_write():
    "write on a unix socket whose other end does not read"
    return connected(lambda client: forever(lambda: os.write(client.fileno(), CHUNK)))


def unix_recvmsg():
    "recvmsg on a unix socket"
    return connected(lambda client: client.recvmsg(1))


def unix_sendmsg():
    "sendmsg on a unix socket whose other end does not read"
    return connected(lambda client: forever(lambda: client.sendmsg([CHUNK])))


def tcp():
    "read on a TCP connection of this host"
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    return connected(lambda client: os.read(client.fileno(), 1), "tcp", server)


def unix_pending():
    "read on a unix socket that nobody has accepted yet"
    server = listener()
    fd = server.fileno()

    def ask():
        address = server.getsockname()
        server.close()
        client = socket.socket(socket.AF_UNIX)
        client.connect(address)
        client.recv(1)

    serving = child(pause)                              # listens, and accepts nothing
    asking = child(ask)
    server.close()
    rest(serving, asking)
    return asking, [edge(asking, serving, "unix-accept", fd=fd, peer_fd=fd)]


def unix_full():
    "connect to a unix listener whose queue is full"
    server = listener(backlog=0)
    fd, address = server.fileno(), server.getsockname()

    def ask(held):
        server.close()
        client = socket.socket(socket.AF_UNIX)
        client.connect(address)
        held.append(client)
        pause()

    serving = child(pause)
    first = child(ask, [])                              # takes the only place: a backlog of 0 queues one
    server.close()
    rest(serving, first)
    asking = child(lambda: socket.socket(socket.AF_UNIX).connect(address))
    rest(asking)
    return asking, [edge(asking, serving, "unix-accept", fd=fd, peer_fd=fd)]


def epoll():
    "epoll_wait on a set with one open connection"
    def block(client):
        poll = select.epoll()
        poll.register(client, select.EPOLLIN)
        poll.poll()

    start, edges = connected(block)
    edges[0].update(kind="poll", strength="any")
    return start, edges


KINDS = {"unix-read": unix_read, "unix-write": unix_write, "unix-recvmsg": unix_recvmsg, "unix-sendmsg": unix_sendmsg,
         "unix-pending": unix_pending, "unix-full": unix_full, "tcp": tcp, "epoll": epoll}
