package io.nodethaw.collect.wire.dbus;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The other end of a D-Bus connection over a real unix socket: serves one client with what a test scripts. */
public final class FakePeer implements Closeable {
    private final ServerSocketChannel listener;
    private final Path path;

    /** What happens to one accepted connection. */
    public interface Script {
        void serve(Peer peer) throws IOException;
    }

    public FakePeer(Path path, Script script) throws IOException {
        this.path = path;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Thread.ofPlatform().daemon().start(() -> {
            try (var channel = listener.accept()) {
                script.serve(new Peer(channel));
            } catch (IOException _) {
                // the client is gone: its test has seen what it wanted
            }
        });
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One accepted connection. */
    public static final class Peer {
        private final SocketChannel channel;
        private final ByteBuffer bytes = ByteBuffer.allocate(64 << 10).flip();

        Peer(SocketChannel channel) {
            this.channel = channel;
        }

        /** Reads the client's lines up to BEGIN and gives this answer. */
        String authenticate(String answer) throws IOException {
            var lines = new StringBuilder();
            while (lines.indexOf("BEGIN\r\n") < 0) {
                if (!bytes.hasRemaining()) {
                    more();
                }
                lines.append((char) bytes.get());
            }
            write(ByteBuffer.wrap((answer + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            return lines.toString();
        }

        public void authenticate() throws IOException {
            authenticate("OK 0123456789abcdef0123456789abcdef");
        }

        /** Authenticates, and gives the client a name. */
        void greet(String name) throws IOException {
            authenticate();
            var hello = next();
            send(reply(hello, 1, "s", name));
        }

        public Message next() throws IOException {
            while (bytes.remaining() < MessageDecoder.PREFIX || bytes.remaining() < MessageDecoder.length(bytes)) {
                more();
            }
            return MessageDecoder.decode(bytes);
        }

        public void send(Message message) throws IOException {
            write(MessageEncoder.encode(message, ByteOrder.BIG_ENDIAN));
        }

        /** Sends these bytes, whatever they are. */
        public void write(ByteBuffer data) throws IOException {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }

        /** Waits until the client closes. */
        void idle() throws IOException {
            while (true) {
                bytes.clear().flip();
                more();
            }
        }

        private void more() throws IOException {
            bytes.compact();
            int count = channel.read(bytes);
            bytes.flip();
            if (count < 0) {
                throw new IOException("client closed");
            }
        }
    }

    public static Message reply(Message call, long serial, String signature, Object... body) {
        return new Message(
                Message.Type.METHOD_RETURN,
                Message.NO_REPLY_EXPECTED,
                serial,
                call.serial(),
                "",
                "",
                "",
                "",
                "",
                ":1.3",
                signature,
                List.of(body));
    }

    public static Message error(Message call, String name, String text) {
        return new Message(
                Message.Type.ERROR,
                1,
                2,
                call.serial(),
                "",
                "",
                "",
                name,
                "",
                "org.freedesktop.DBus",
                "s",
                List.of(text));
    }

    public static Message signal(long serial, String sender, String member) {
        return new Message(Message.Type.SIGNAL, 1, serial, 0, "/x", "x.Y", member, "", "", sender, "", List.of());
    }
}
