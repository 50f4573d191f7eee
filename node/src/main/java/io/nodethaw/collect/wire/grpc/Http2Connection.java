package io.nodethaw.collect.wire.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A client connection of HTTP/2 with prior knowledge (RFC 9113 section 3.3), one request at a time. After an exception other
 * than a reset of the stream it takes no further request.
 */
final class Http2Connection implements Closeable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    // RFC 9113 section 6.5.2
    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int SETTING_LENGTH = 6;
    private static final int DEFAULT_WINDOW = 65535;
    private static final int DEFAULT_HEADER_TABLE = 4096;

    /** What a peer may send ahead of us: a list of some thousand containers in one go. */
    private static final int RECEIVE_WINDOW = 1 << 20;

    private static final int HEADER_LIST_LIMIT = 1 << 16;

    private final Connection connection;
    private final FrameStream frames;
    private final HpackDecoder hpack = new HpackDecoder(DEFAULT_HEADER_TABLE, HEADER_LIST_LIMIT);
    private int nextStream = 1;
    private long peerInitialWindow = DEFAULT_WINDOW;
    private long sendWindow = DEFAULT_WINDOW;
    private int unacknowledged;
    private boolean usable = true;
    private String goAway = "";

    private Http2Connection(Connection connection) {
        this.connection = connection;
        this.frames = new FrameStream(connection);
    }

    /** Connects and exchanges settings. */
    static Http2Connection open(Connector connector, Deadline deadline) throws IOException {
        var opened = new Http2Connection(connector.open(deadline));
        try {
            opened.greet(deadline, "HTTP/2 settings");
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Sends a request and reads its reply to the end.
     *
     * @param name of what is asked, for the stage
     * @param maxBody limit for the body of the reply, in bytes
     */
    Exchange exchange(List<Header> headers, byte[] body, String name, int maxBody, Deadline deadline)
            throws IOException {
        if (!usable) {
            throw new Http2Exception("connection was given up before " + name + goAway);
        }
        usable = false;
        var exchange = new Exchange(nextStream, name, maxBody, peerInitialWindow, deadline);
        nextStream += 2;
        sendHeaders(exchange, HpackEncoder.encode(headers));
        sendBody(exchange, ByteBuffer.wrap(body));
        while (!exchange.ended()) {
            handle(read(exchange), exchange);
        }
        usable = goAway.isEmpty();
        return exchange;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private void greet(Deadline deadline, String stage) throws IOException {
        frames.writeRaw(PREFACE, deadline, stage);
        var settings = ByteBuffer.allocate(3 * SETTING_LENGTH)
                .putShort((short) ENABLE_PUSH)
                .putInt(0)
                .putShort((short) INITIAL_WINDOW_SIZE)
                .putInt(RECEIVE_WINDOW)
                .putShort((short) MAX_HEADER_LIST_SIZE)
                .putInt(HEADER_LIST_LIMIT)
                .flip();
        frames.write(
                deadline,
                stage,
                new Frame(Frame.SETTINGS, 0, 0, settings),
                windowUpdate(0, RECEIVE_WINDOW - DEFAULT_WINDOW));
        var first = frames.read(deadline, stage);
        if (first.type() != Frame.SETTINGS || first.has(Frame.ACK)) {
            throw new Http2Exception("frame of type " + first.type() + " where SETTINGS were expected");
        }
        settings(first, new Exchange(0, "", 0, 0, deadline), stage);
    }

    private void sendHeaders(Exchange exchange, byte[] block) throws IOException {
        if (block.length > FrameStream.MAX_PAYLOAD) {
            throw new IllegalArgumentException("request headers of " + block.length + " bytes");
        }
        frames.write(
                exchange.deadline(),
                exchange.stage(),
                new Frame(Frame.HEADERS, Frame.END_HEADERS, exchange.stream(), ByteBuffer.wrap(block)));
    }

    private void sendBody(Exchange exchange, ByteBuffer body) throws IOException {
        do {
            long room = Math.min(sendWindow, exchange.sendWindow);
            if (room <= 0 && body.hasRemaining()) {
                handle(read(exchange), exchange);
                continue;
            }
            int length = (int) Math.min(Math.min(room, FrameStream.MAX_PAYLOAD), body.remaining());
            var part = body.slice(body.position(), length);
            body.position(body.position() + length);
            sendWindow -= length;
            exchange.sendWindow -= length;
            int flags = body.hasRemaining() ? 0 : Frame.END_STREAM;
            frames.write(exchange.deadline(), exchange.stage(), new Frame(Frame.DATA, flags, exchange.stream(), part));
        } while (body.hasRemaining() && !exchange.ended());
    }

    private Frame read(Exchange exchange) throws IOException {
        return frames.read(exchange.deadline(), exchange.stage());
    }

    private void handle(Frame frame, Exchange exchange) throws IOException {
        switch (frame.type()) {
            case Frame.DATA -> data(frame, exchange);
            case Frame.HEADERS -> headers(frame, exchange);
            case Frame.RST_STREAM -> reset(frame, exchange);
            case Frame.SETTINGS -> settings(frame, exchange, exchange.stage());
            case Frame.PING -> ping(frame, exchange);
            case Frame.GOAWAY -> goAway(frame, exchange);
            case Frame.WINDOW_UPDATE -> windowUpdated(frame, exchange);
            case Frame.PUSH_PROMISE -> throw new Http2Exception("push, which we switched off");
            case Frame.CONTINUATION -> throw new Http2Exception("continuation without headers");
            default -> {} // unknown types are ignored, RFC 9113 section 4.1
        }
    }

    private void data(Frame frame, Exchange exchange) throws IOException {
        unacknowledged += frame.payload().limit();
        if (unacknowledged >= RECEIVE_WINDOW / 2) {
            frames.write(exchange.deadline(), exchange.stage(), windowUpdate(0, unacknowledged));
            unacknowledged = 0;
        }
        if (frame.stream() != exchange.stream()) {
            return;
        }
        exchange.receive(frame.content(), frame.has(Frame.END_STREAM));
        exchange.unacknowledged += frame.payload().limit();
        if (exchange.unacknowledged >= RECEIVE_WINDOW / 2 && !exchange.ended()) {
            frames.write(
                    exchange.deadline(), exchange.stage(), windowUpdate(exchange.stream(), exchange.unacknowledged));
            exchange.unacknowledged = 0;
        }
    }

    private void headers(Frame frame, Exchange exchange) throws IOException {
        var block = ByteBuffer.allocate(HEADER_LIST_LIMIT);
        var part = frame;
        append(block, part.content());
        while (!part.has(Frame.END_HEADERS)) {
            part = read(exchange);
            if (part.type() != Frame.CONTINUATION || part.stream() != frame.stream()) {
                throw new Http2Exception("header block interrupted by a frame of type " + part.type());
            }
            append(block, part.payload());
        }
        // blocks of other streams too: they change the table
        var fields = hpack.decode(block.flip());
        if (frame.stream() == exchange.stream()) {
            exchange.receive(fields, frame.has(Frame.END_STREAM));
        }
    }

    private static void append(ByteBuffer block, ByteBuffer part) throws Http2Exception {
        if (part.remaining() > block.remaining()) {
            throw new Http2Exception("header block larger than " + HEADER_LIST_LIMIT + " bytes");
        }
        block.put(part);
    }

    private void reset(Frame frame, Exchange exchange) throws IOException {
        frame.expectLength(frame.payload().limit() == Integer.BYTES);
        if (frame.stream() == exchange.stream()) {
            usable = goAway.isEmpty();
            throw ResetCodes.asStatus(frame.payload().getInt());
        }
    }

    private void settings(Frame frame, Exchange exchange, String stage) throws IOException {
        if (frame.has(Frame.ACK)) {
            return;
        }
        frame.expectLength(frame.payload().limit() % SETTING_LENGTH == 0);
        while (frame.payload().hasRemaining()) {
            int setting = frame.payload().getShort();
            int value = frame.payload().getInt();
            if (setting == INITIAL_WINDOW_SIZE) {
                if (value < 0) {
                    throw new Http2Exception("initial window of " + Integer.toUnsignedString(value) + " bytes");
                }
                exchange.sendWindow += value - peerInitialWindow;
                peerInitialWindow = value;
            }
            // the others widen what we may send, and we stay below their least values
        }
        frames.write(exchange.deadline(), stage, new Frame(Frame.SETTINGS, Frame.ACK, 0, ByteBuffer.allocate(0)));
    }

    private void ping(Frame frame, Exchange exchange) throws IOException {
        frame.expectLength(frame.payload().limit() == Long.BYTES);
        if (!frame.has(Frame.ACK)) {
            frames.write(exchange.deadline(), exchange.stage(), new Frame(Frame.PING, Frame.ACK, 0, frame.payload()));
        }
    }

    private void goAway(Frame frame, Exchange exchange) throws IOException {
        frame.expectLength(frame.payload().limit() >= 2 * Integer.BYTES);
        int lastStream = frame.payload().getInt() & Integer.MAX_VALUE;
        int code = frame.payload().getInt();
        goAway = ": peer closes the connection, HTTP/2 error " + Integer.toUnsignedString(code) + " "
                + UTF_8.decode(frame.payload());
        if (lastStream < exchange.stream()) {
            throw new Http2Exception("not processed" + goAway);
        }
    }

    private void windowUpdated(Frame frame, Exchange exchange) throws IOException {
        frame.expectLength(frame.payload().limit() == Integer.BYTES);
        int increment = frame.payload().getInt() & Integer.MAX_VALUE;
        if (frame.stream() == 0) {
            sendWindow += increment;
        } else if (frame.stream() == exchange.stream()) {
            exchange.sendWindow += increment;
        }
        if (Math.max(sendWindow, exchange.sendWindow) > Integer.MAX_VALUE) {
            throw new Http2Exception("window above " + Integer.MAX_VALUE);
        }
    }

    private static Frame windowUpdate(int stream, int increment) {
        return new Frame(
                Frame.WINDOW_UPDATE,
                0,
                stream,
                ByteBuffer.allocate(4).putInt(increment).flip());
    }
}
