package io.nodethaw.collect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** A connection over a non-blocking channel: unix socket with a path, or TCP. */
public final class ChannelConnection implements Connection {
    private static final Duration JUST_BELOW_A_MILLI = Duration.ofNanos(999_999);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private ChannelConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, 0);
    }

    /**
     * Connects to a unix socket. When there is no socket, or we may not use it, that is a {@link NotAskedException}; a full
     * accept queue counts as silence at once.
     */
    public static Connector unix(Path path) {
        return deadline -> {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                return connect(channel, UnixDomainSocketAddress.of(path), deadline);
            } catch (SocketException failure) {
                throw explain(path, failure, deadline);
            }
        };
    }

    /**
     * Says what a failed connect means. Java gives its reason only as a text in the user's language, so the file at the path is
     * looked at. Of the errors that are then left (connect(2), unix(7)), a refusal has an exception class of its own, and any
     * other is EAGAIN.
     */
    private static IOException explain(Path path, SocketException failure, Deadline deadline) {
        try {
            path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
        } catch (NoSuchFileException none) {
            return new NotAskedException("no socket at " + path);
        } catch (AccessDeniedException refused) {
            return NotPermittedException.of(path.toString());
        } catch (IOException unknown) {
            return failure;
        }
        return failure.getClass() == SocketException.class ? SilentException.acceptQueueFull(deadline) : failure;
    }

    /** Connects to a numeric TCP address; names are never looked up. */
    public static Connector tcp(InetSocketAddress address) {
        return deadline -> connect(SocketChannel.open(), address, deadline);
    }

    /** One that a server has accepted; closes it where that fails. */
    public static Connection accepted(SocketChannel channel) throws IOException {
        try {
            return new ChannelConnection(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Connection connect(SocketChannel channel, SocketAddress address, Deadline deadline)
            throws IOException {
        try {
            var connection = new ChannelConnection(channel);
            connection.finish(address, deadline);
            return connection;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Connects. On failure both channel and selector are closed, because a channel frees its file only when no selector knows
     * it any more.
     */
    private void finish(SocketAddress address, Deadline deadline) throws IOException {
        try {
            if (!channel.connect(address)) {
                while (!channel.finishConnect()) {
                    await(SelectionKey.OP_CONNECT, deadline, "connect");
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline, String stage) throws IOException {
        while (true) {
            int count = channel.read(into);
            if (count != 0 || !into.hasRemaining()) {
                return count;
            }
            await(SelectionKey.OP_READ, deadline, stage);
        }
    }

    @Override
    public void write(ByteBuffer bytes, Deadline deadline, String stage) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline, stage);
            }
        }
    }

    private void await(int operation, Deadline deadline, String stage) throws IOException {
        key.interestOps(operation);
        // rounded up: whoever gives up has waited for the whole limit
        long millis = deadline.left().plus(JUST_BELOW_A_MILLI).toMillis();
        if (deadline.passed() || (selector.select(Math.max(1, millis)) == 0 && deadline.passed())) {
            throw new SilentException(stage, deadline.waited());
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
