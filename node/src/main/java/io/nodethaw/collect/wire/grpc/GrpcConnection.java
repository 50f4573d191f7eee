package io.nodethaw.collect.wire.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One connection to a gRPC server, for unary calls one after the other. Stages of a
 * {@link io.nodethaw.collect.SilentException}: "connect", "HTTP/2 settings", "reply to SERVICE/METHOD", "rest of the reply to
 * SERVICE/METHOD". Not for use by several threads.
 */
public final class GrpcConnection implements Closeable {
    /** Largest message we take: what containerd and kubelet allow themselves, max_recv_message_size of containerd's config. */
    private static final int MAX_MESSAGE = 16 << 20;

    // compressed flag and length, grpc/doc/PROTOCOL-HTTP2.md
    private static final int PREFIX_LENGTH = 5;

    /**
     * How much longer the server may work on a call than we wait for it. Without it both limits end together, and a call that
     * hangs would look silent one time and answered with DEADLINE_EXCEEDED the next.
     */
    private static final Duration SERVER_MARGIN = Duration.ofMillis(500);

    private final Http2Connection http;
    private final String authority;

    private GrpcConnection(Http2Connection http, String authority) {
        this.http = http;
        this.authority = authority;
    }

    /**
     * Connects and waits for the server's settings, the first sign that somebody serves the socket.
     *
     * @param authority for the request headers; "localhost" on a unix socket
     */
    public static GrpcConnection open(Connector connector, String authority, Deadline deadline) throws IOException {
        return new GrpcConnection(Http2Connection.open(connector, deadline), authority);
    }

    /** One call over a connection of its own. */
    public static byte[] unary(
            Connector connector,
            String authority,
            String path,
            byte[] request,
            Map<String, String> metadata,
            Deadline deadline)
            throws IOException {
        try (var connection = open(connector, authority, deadline)) {
            return connection.unary(path, request, metadata, deadline);
        }
    }

    /**
     * Calls a method and waits for its reply.
     *
     * @param path "/runtime.v1.RuntimeService/Version"
     * @param metadata further request headers, names in lower case
     * @return the reply message
     * @throws GrpcStatusException when the server answered with an error
     * @throws Http2Exception when what came is no gRPC, or too large
     */
    public byte[] unary(String path, byte[] request, Map<String, String> metadata, Deadline deadline)
            throws IOException {
        var reply = http.exchange(
                headers(path, metadata, deadline),
                prefixed(request),
                path.substring(1),
                MAX_MESSAGE + PREFIX_LENGTH,
                deadline);
        checkStatus(reply);
        return message(ByteBuffer.wrap(reply.body()));
    }

    /** Closes the connection; the server then drops calls it still works on. */
    @Override
    public void close() throws IOException {
        http.close();
    }

    private List<Header> headers(String path, Map<String, String> metadata, Deadline deadline) {
        var headers = new ArrayList<Header>();
        headers.add(new Header(":method", "POST"));
        headers.add(new Header(":scheme", "http"));
        headers.add(new Header(":path", path));
        headers.add(new Header(":authority", authority));
        headers.add(new Header("te", "trailers"));
        headers.add(new Header("content-type", "application/grpc"));
        headers.add(new Header("user-agent", "nodethaw"));
        headers.add(new Header("grpc-timeout", timeout(deadline.left().plus(SERVER_MARGIN))));
        metadata.forEach((name, value) -> headers.add(new Header(name, value)));
        return headers;
    }

    // at most eight digits and a unit
    private static String timeout(Duration left) {
        return left.toMillis() < 100_000_000 ? left.toMillis() + "m" : left.toMinutes() + "M";
    }

    private static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(PREFIX_LENGTH + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static void checkStatus(Exchange reply) throws IOException {
        var http = reply.header(":status").orElse("");
        var status = reply.trailer("grpc-status");
        if (status.isEmpty()) {
            throw new Http2Exception("no gRPC reply: HTTP status " + http + ", without grpc-status");
        }
        int code = number(status.get());
        if (code != 0) {
            throw new GrpcStatusException(
                    code, percentDecoded(reply.trailer("grpc-message").orElse("")));
        }
    }

    private static int number(String status) {
        try {
            return Integer.parseInt(status);
        } catch (NumberFormatException e) {
            return GrpcStatusException.UNKNOWN;
        }
    }

    private static byte[] message(ByteBuffer body) throws Http2Exception {
        if (body.remaining() < PREFIX_LENGTH) {
            throw new Http2Exception("reply without a message");
        }
        if (body.get() != 0) {
            throw new Http2Exception("compressed message, which we did not offer to take");
        }
        int length = body.getInt();
        if (length != body.remaining()) {
            throw new Http2Exception("message of " + Integer.toUnsignedString(length) + " bytes announced, "
                    + body.remaining() + " bytes there");
        }
        var message = new byte[length];
        body.get(message);
        return message;
    }

    /** As grpc-message is coded; what is no proper escape stays as it is. */
    static String percentDecoded(String text) {
        var bytes = text.getBytes(ISO_8859_1);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
            out.write(value < 0 ? bytes[i] : value);
            i += value < 0 ? 0 : 2;
        }
        return out.toString(UTF_8);
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }
}
