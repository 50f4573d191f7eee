package io.nodethaw.collect.socket;

import static io.nodethaw.collect.socket.SystemCalls.Name.BIND;
import static io.nodethaw.collect.socket.SystemCalls.Name.CLOSE;
import static io.nodethaw.collect.socket.SystemCalls.Name.CONNECT;
import static io.nodethaw.collect.socket.SystemCalls.Name.GETSOCKOPT;
import static io.nodethaw.collect.socket.SystemCalls.Name.PPOLL;
import static io.nodethaw.collect.socket.SystemCalls.Name.RECVFROM;
import static io.nodethaw.collect.socket.SystemCalls.Name.SENDTO;
import static io.nodethaw.collect.socket.SystemCalls.Name.SOCKET;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.SilentException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A non-blocking socket of an address family that Java does not offer. Every wait is a poll with a deadline. Used by one thread
 * at a time; all buffers must be direct.
 */
final class RawSocket implements Closeable {
    static final int AF_UNIX = 1;
    static final int AF_NETLINK = 16;
    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;

    /** include/linux/net.h; the same as O_CLOEXEC and O_NONBLOCK. */
    private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;

    /** include/linux/socket.h: recvfrom returns the real length of a datagram that did not fit. */
    private static final int MSG_TRUNC = 0x20;

    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;

    /** Bits of poll(2). */
    static final short READABLE = 1;

    static final short WRITABLE = 4;

    private final SystemCalls kernel = new SystemCalls();
    private final ByteBuffer poll = SystemCalls.buffer(24); // struct pollfd, then struct timespec
    private final long fd;
    private final int receiveFlags;
    private boolean open = true;

    RawSocket(int family, int type, int protocol) throws IOException {
        long result = kernel.call(SOCKET, family, type | CLOEXEC_NONBLOCK, protocol);
        if (result < 0) {
            throw failure("socket", result);
        }
        this.fd = result;
        this.receiveFlags = type == SOCK_STREAM ? 0 : MSG_TRUNC;
    }

    /**
     * Begins or completes the connection; true when it is complete. A full accept queue of a unix listener counts as silence at
     * once.
     */
    boolean connect(ByteBuffer address, Deadline deadline) throws IOException {
        long result = kernel.call(CONNECT, address, fd, SystemCalls.address(address), address.remaining());
        if (result == -Errno.EAGAIN) {
            throw SilentException.acceptQueueFull(deadline);
        }
        if (result < 0 && result != -Errno.EINPROGRESS) {
            throw failure("connect", result);
        }
        return result == 0;
    }

    /** Gives it a name, by which others reach it. */
    void bind(ByteBuffer address) throws IOException {
        long result = kernel.call(BIND, address, fd, SystemCalls.address(address), address.remaining());
        if (result < 0) {
            throw failure("bind", result);
        }
    }

    /** The error of a connection attempt; 0 when there is none. */
    int pendingError() throws IOException {
        var value = SystemCalls.buffer(8);
        value.putInt(4, 4);
        long address = SystemCalls.address(value);
        long result = kernel.call(GETSOCKOPT, value, fd, SOL_SOCKET, SO_ERROR, address, address + 4, 0);
        if (result < 0) {
            throw failure("getsockopt", result);
        }
        return value.getInt(0);
    }

    /** Sends as much as possible; 0 when it would block. */
    int send(ByteBuffer bytes) throws IOException {
        long result;
        do {
            result = kernel.call(SENDTO, bytes, fd, SystemCalls.address(bytes), bytes.remaining(), MSG_NOSIGNAL, 0, 0);
        } while (result == -Errno.EINTR);
        return advance(bytes, result, "send");
    }

    /** Receives what has arrived: 0 when nothing has, -1 at the end of a stream. */
    int receive(ByteBuffer into) throws IOException {
        long result;
        do {
            result = kernel.call(RECVFROM, into, fd, SystemCalls.address(into), into.remaining(), receiveFlags, 0, 0);
        } while (result == -Errno.EINTR);
        if (result == 0) {
            return -1;
        }
        if (result > into.remaining()) {
            throw new IOException("datagram of " + result + " bytes cut off at " + into.remaining());
        }
        return advance(into, result, "receive");
    }

    /** Waits until one of the events happens. */
    void await(short events, Deadline deadline, String stage) throws IOException {
        while (true) {
            long left = deadline.left().toNanos();
            if (left == 0) {
                throw new SilentException(stage, deadline.waited());
            }
            poll.putInt(0, (int) fd).putShort(4, events).putShort(6, (short) 0);
            poll.putLong(8, left / 1_000_000_000).putLong(16, left % 1_000_000_000);
            long address = SystemCalls.address(poll);
            long result = kernel.call(PPOLL, poll, address, 1, address + 8);
            if (result > 0) {
                return;
            }
            if (result < 0 && result != -Errno.EINTR) {
                throw failure("poll", result);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            long _ = kernel.call(CLOSE, fd, 0, 0);
        }
    }

    static IOException failure(String call, long result) {
        var text = call + ": " + Errno.text(-result);
        return result == -Errno.EPERM || result == -Errno.EACCES
                ? NotPermittedException.of(text)
                : new IOException(text);
    }

    private static int advance(ByteBuffer buffer, long result, String call) throws IOException {
        if (result == -Errno.EAGAIN) {
            return 0;
        }
        if (result < 0) {
            throw failure(call, result);
        }
        buffer.position(buffer.position() + (int) result);
        return (int) result;
    }
}
