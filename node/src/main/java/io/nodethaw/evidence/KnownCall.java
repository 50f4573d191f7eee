package io.nodethaw.evidence;

import java.util.Arrays;
import java.util.Optional;

/**
 * System calls that processes may block in, with their numbers on x86-64 (arch/x86/entry/syscalls/syscall_64.tbl) and arm64
 * (include/uapi/asm-generic/unistd.h); -1 when an architecture does not have it.
 */
public enum KnownCall {
    READ("read", 0, 63, Use.DESCRIPTOR),
    WRITE("write", 1, 64, Use.DESCRIPTOR),
    READV("readv", 19, 65, Use.DESCRIPTOR),
    WRITEV("writev", 20, 66, Use.DESCRIPTOR),
    PREAD("pread64", 17, 67, Use.DESCRIPTOR),
    PWRITE("pwrite64", 18, 68, Use.DESCRIPTOR),
    SENDTO("sendto", 44, 206, Use.DESCRIPTOR),
    RECVFROM("recvfrom", 45, 207, Use.DESCRIPTOR),
    SENDMSG("sendmsg", 46, 211, Use.DESCRIPTOR),
    RECVMSG("recvmsg", 47, 212, Use.DESCRIPTOR),
    SENDMMSG("sendmmsg", 307, 269, Use.DESCRIPTOR),
    RECVMMSG("recvmmsg", 299, 243, Use.DESCRIPTOR),
    SPLICE("splice", 275, 76, Use.DESCRIPTOR),
    CONNECT("connect", 42, 203, Use.CONNECT),
    FSYNC("fsync", 74, 82, Use.FILE),
    FDATASYNC("fdatasync", 75, 83, Use.FILE),
    SYNCFS("syncfs", 306, 267, Use.FILE),
    FTRUNCATE("ftruncate", 77, 46, Use.FILE),
    FALLOCATE("fallocate", 285, 47, Use.FILE),
    FSTATFS("fstatfs", 138, 44, Use.FILE),
    FSTAT("fstat", 5, 80, Use.FILE),
    GETDENTS("getdents64", 217, 61, Use.FILE),
    FLOCK("flock", 73, 32, Use.LOCK),
    FCNTL("fcntl", 72, 25, Use.LOCK),
    OPEN("open", 2, -1, Use.PATH),
    CREAT("creat", 85, -1, Use.PATH),
    STAT("stat", 4, -1, Use.PATH),
    LSTAT("lstat", 6, -1, Use.PATH),
    STATFS("statfs", 137, 43, Use.PATH),
    MKDIR("mkdir", 83, -1, Use.PATH),
    UNLINK("unlink", 87, -1, Use.PATH),
    RMDIR("rmdir", 84, -1, Use.PATH),
    UMOUNT("umount2", 166, 39, Use.PATH),
    OPENAT("openat", 257, 56, Use.PATH_AT),
    OPENAT2("openat2", 437, 437, Use.PATH_AT),
    NEWFSTATAT("newfstatat", 262, 79, Use.PATH_AT),
    STATX("statx", 332, 291, Use.PATH_AT),
    MKDIRAT("mkdirat", 258, 34, Use.PATH_AT),
    UNLINKAT("unlinkat", 263, 35, Use.PATH_AT),
    WAIT4("wait4", 61, 260, Use.CHILD),
    WAITID("waitid", 247, 95, Use.CHILD),
    POLL("poll", 7, -1, Use.POLL),
    PPOLL("ppoll", 271, 73, Use.POLL),
    SELECT("select", 23, -1, Use.POLL),
    PSELECT("pselect6", 270, 72, Use.POLL),
    EPOLL_WAIT("epoll_wait", 232, -1, Use.EPOLL),
    EPOLL_PWAIT("epoll_pwait", 281, 22, Use.EPOLL),
    EPOLL_PWAIT2("epoll_pwait2", 441, 441, Use.EPOLL),
    ACCEPT("accept", 43, 202, Use.OTHER),
    ACCEPT4("accept4", 288, 242, Use.OTHER),
    FUTEX("futex", 202, 98, Use.OTHER),
    NANOSLEEP("nanosleep", 35, 101, Use.OTHER),
    CLOCK_NANOSLEEP("clock_nanosleep", 230, 115, Use.OTHER),
    SYNC("sync", 162, 81, Use.OTHER);

    /** What the arguments of a call are. */
    public enum Use {
        /** The first one is an open file: pipe, socket or file. */
        DESCRIPTOR,
        /** The first one is a socket, the second one an address. */
        CONNECT,
        /** The first one is an open file of a file system. */
        FILE,
        /** The first one is the file to lock. */
        LOCK,
        /** The first one is a path. */
        PATH,
        /** The second one is a path. */
        PATH_AT,
        /** Waits for a child. */
        CHILD,
        /** The first one points to the list of open files. */
        POLL,
        /** The first one is an epoll set. */
        EPOLL,
        /** Nothing that we follow. */
        OTHER
    }

    private final String text;
    private final long x86;
    private final long arm;
    private final Use use;

    KnownCall(String text, long x86, long arm, Use use) {
        this.text = text;
        this.x86 = x86;
        this.arm = arm;
        this.use = use;
    }

    /** Name as in the manual. */
    public String text() {
        return text;
    }

    /** What its arguments are. */
    public Use use() {
        return use;
    }

    /** True when it writes data, so that it waits for the other end to take it. */
    public boolean writes() {
        return switch (this) {
            case WRITE, WRITEV, PWRITE, SENDTO, SENDMSG, SENDMMSG -> true;
            default -> false;
        };
    }

    /** The call of this name; empty when we do not know it. */
    public static Optional<KnownCall> named(String name) {
        return Arrays.stream(values()).filter(call -> call.text.equals(name)).findFirst();
    }

    /** The call with this number; empty when we do not know it. */
    public static Optional<KnownCall> of(String architecture, long number) {
        for (var call : values()) {
            if (number == (architecture.equals("aarch64") ? call.arm : call.x86)) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }
}
