"""Waits at file systems: one that is frozen, and a FUSE mount whose server is silent."""
import ctypes
import os
import struct
import subprocess
import tempfile
import time

from process import LIBC, at_end, child, edge, pause, rest

FUSE_INIT = 26                                          # include/uapi/linux/fuse.h


def frozen_mount(directory):
    "write to a file system that is frozen (state D)"
    def write():
        file = open(directory + "/file", "wb", buffering=0)
        while True:
            file.write(b"x")
            os.fsync(file.fileno())

    pid = child(write)
    while not os.path.exists(directory + "/file"):
        time.sleep(0.01)
    subprocess.run(["fsfreeze", "--freeze", directory], check=True)
    at_end.append(lambda: subprocess.run(["fsfreeze", "--unfreeze", directory], check=True))
    rest(pid, states="D")
    return pid, [edge(pid, directory, "file-system")]


def serve(directory, tell):
    """Mounts and greets as a FUSE server has to, and then takes no request from the queue any more."""
    fd = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={fd},rootmode=40000,user_id=0,group_id=0,allow_other".encode()
    if LIBC.mount(b"silent", directory.encode(), b"fuse.silent", 0, options):
        raise OSError(ctypes.get_errno(), "mount of " + directory)
    size, opcode, unique = struct.unpack_from("<IIQ", os.read(fd, 1 << 17))
    assert opcode == FUSE_INIT, opcode
    # struct fuse_init_out of protocol 7.31, after its struct fuse_out_header
    body = struct.pack("<IIIIHHIIHHI", 7, 31, 0, 0, 16, 16, 65536, 1, 0, 0, 0) + b"\0" * 28
    os.write(fd, struct.pack("<IiQ", 16 + len(body), 0, unique) + body)
    os.write(tell, str(fd).encode())
    pause()


def fuse_silent():
    "stat on a FUSE mount whose server does not answer (state S)"
    directory = tempfile.mkdtemp(prefix="chain-", dir="/run")
    told, tell = os.pipe()
    server = child(serve, directory, tell)
    at_end.append(lambda: LIBC.umount2(directory.encode(), 2))      # MNT_DETACH
    fd = int(os.read(told, 10))
    pid = child(os.listdir, directory)
    rest(pid, server)
    return pid, [edge(pid, directory, "file-system"), edge(directory, server, "served-by", peer_fd=fd)]


KINDS = {"frozen-mount": frozen_mount, "fuse-silent": fuse_silent}
