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

/** A connection over a non-blocking channel: unix socket with a path, or TCP. */
public final class ChannelConnection implements Connection {
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
     * Connects to a unix socket. No socket there, or none for us, is a {@link NotAskedException}; a full accept queue is silence
     * at once.
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
     * Says what a failed connect means. Its error number is told in words of the user's language only, so the path is looked
     * at; of what is left (connect(2), unix(7)) a refusal has a class of its own, and the rest is EAGAIN.
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

    /** Connects. A channel gives its file back only when no selector has it any more, so that both are closed. */
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
        long millis = deadline.left().toMillis();
        if (millis == 0 || (selector.select(millis) == 0 && deadline.passed())) {
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
