package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection to a unix socket with an abstract name (unix(7)), which Java's own channels cannot express. Shims of
 * containerd 1.4 and 1.5 listen there.
 */
public final class AbstractSocket implements Connection {
    /** sizeof sun_path, include/uapi/linux/un.h. */
    private static final int LONGEST = 108;

    private static final int CHUNK = 64 << 10;

    private final RawSocket socket;
    private final ByteBuffer chunk = SystemCalls.buffer(CHUNK);

    private AbstractSocket(RawSocket socket) {
        this.socket = socket;
    }

    /**
     * Connects to a name.
     *
     * @param name as the kernel prints it: starts with "@", and an "@" at its end stands for a NUL byte, which old
     *     programs written in Go add
     */
    public static Connector connector(String name) {
        var address = address(name);
        return deadline -> open(address.duplicate(), deadline);
    }

    private static Connection open(ByteBuffer address, Deadline deadline) throws IOException {
        var socket = new RawSocket(RawSocket.AF_UNIX, RawSocket.SOCK_STREAM, 0);
        try {
            if (!socket.connect(address, deadline)) {
                socket.await(RawSocket.WRITABLE, deadline, "connect");
                int error = socket.pendingError();
                if (error != 0) {
                    throw RawSocket.failure("connect", -error);
                }
            }
            return new AbstractSocket(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ByteBuffer address(String name) {
        var bytes = name.getBytes(UTF_8);
        if (bytes.length < 2 || bytes.length > LONGEST || bytes[0] != '@') {
            throw new IllegalArgumentException("no abstract socket name: '" + name + "'");
        }
        bytes[0] = 0;
        if (bytes[bytes.length - 1] == '@') {
            bytes[bytes.length - 1] = 0;
        }
        return SystemCalls.buffer(2 + bytes.length)
                .putShort((short) RawSocket.AF_UNIX)
                .put(bytes)
                .flip();
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline, String stage) throws IOException {
        while (into.hasRemaining()) {
            chunk.clear().limit(Math.min(CHUNK, into.remaining()));
            int count = socket.receive(chunk);
            if (count != 0) {
                into.put(chunk.flip());
                return count;
            }
            socket.await(RawSocket.READABLE, deadline, stage);
        }
        return 0;
    }

    @Override
    public void write(ByteBuffer bytes, Deadline deadline, String stage) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(CHUNK, bytes.remaining());
            chunk.clear().put(0, bytes, bytes.position(), count).limit(count);
            int sent = socket.send(chunk);
            if (sent == 0) {
                socket.await(RawSocket.WRITABLE, deadline, stage);
            }
            bytes.position(bytes.position() + sent);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
