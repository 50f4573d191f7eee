package io.nodethaw.wait;

import java.util.Locale;

/** Kinds of wait; {@link #word()} is what JSON and reports write. */
public enum Wait {
    /** Blocked in a read or write on a connected unix socket. */
    UNIX_SOCKET,
    /** Connected or connecting to a unix socket, and nobody has accepted it yet. */
    UNIX_ACCEPT,
    /** Blocked on a pipe or an open fifo. */
    PIPE,
    /** Opening a fifo that has no partner yet. */
    FIFO_OPEN,
    /** Blocked on a TCP connection. */
    TCP,
    /** Waiting for a child to end. */
    CHILD,
    /** Waiting for a file lock. */
    FILE_LOCK,
    /** From a lock to the process that holds it. */
    HELD_BY,
    /** In the kernel, at a mount, device or kernel lock. */
    FILE_SYSTEM,
    /** From a FUSE mount to the process that serves it. */
    SERVED_BY,
    /** Stopped by a signal: only SIGCONT ends the wait. */
    STOPPED,
    /** Stopped by a tracer. */
    TRACED,
    /** In a frozen cgroup. */
    FROZEN,
    /** One of several open files would do. */
    POLL,
    /** Our own probe, without an answer. */
    PROBE,
    /**
     * From this program to a unit that should run and does not, from that unit to the process that starts it, or from a daemon to
     * a server that it needs and that is not there.
     */
    UNIT,
    /**
     * From this program, which speaks for all that would be started, to something that every start of a container needs, or to a start
     * that fails, and from that to the process that was asked for it.
     */
    START,
    /** A name on the bus that should have an owner. */
    BUS_NAME,
    /** A client and a server joined by an open connection. */
    OPEN_CONNECTION,
    /** A remote call between Go processes that has no reply yet. */
    CALL,
    /** From a process to one of its goroutines that waits. */
    GOROUTINE,
    /** Waiting for a lock or channel of the same Go process. */
    GO_LOCK,
    /** A short-lived child that should have ended. */
    OVERDUE_CHILD,
    /** A D-Bus call that has no reply yet. */
    DBUS_CALL;

    /** True when who waits cannot run at all until somebody lets it go. */
    public boolean isStop() {
        return switch (this) {
            case STOPPED, TRACED, FROZEN -> true;
            default -> false;
        };
    }

    /** True for a call whose reply is awaited: it was read who made it, and of whom. */
    public boolean isCall() {
        return this == CALL || this == DBUS_CALL;
    }

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
