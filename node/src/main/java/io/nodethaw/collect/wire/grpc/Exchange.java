package io.nodethaw.collect.wire.grpc;

import io.nodethaw.collect.Deadline;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One request and what has come back for it so far. */
final class Exchange {
    private final int stream;
    private final String name;
    private final int maxBody;
    private final Deadline deadline;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private List<Header> headers = List.of();
    private List<Header> trailers = List.of();
    private boolean ended;

    /** Bytes of the request that the peer still lets us send; a change of its settings may make it negative. */
    long sendWindow;

    /** Bytes received that we have not given back to the peer's window. */
    int unacknowledged;

    /**
     * @param name of what is asked, for the stage
     * @param maxBody limit for the body, in bytes
     */
    Exchange(int stream, String name, int maxBody, long sendWindow, Deadline deadline) {
        this.stream = stream;
        this.name = name;
        this.maxBody = maxBody;
        this.sendWindow = sendWindow;
        this.deadline = deadline;
    }

    int stream() {
        return stream;
    }

    Deadline deadline() {
        return deadline;
    }

    /** The step we wait in. */
    String stage() {
        return (headers.isEmpty() ? "reply to " : "rest of the reply to ") + name;
    }

    /** Headers, or trailers when headers were there before. */
    void receive(List<Header> block, boolean last) throws Http2Exception {
        var status = value(block, ":status");
        if (headers.isEmpty()) {
            if (status.isEmpty()) {
                throw new Http2Exception("reply without :status");
            }
            if (status.get().startsWith("1") && !last) {
                return; // informational, RFC 9110 section 15.2
            }
            headers = block;
        } else if (last) {
            trailers = block;
        } else {
            throw new Http2Exception("headers in the middle of the reply");
        }
        ended = last;
    }

    /** A part of the body. */
    void receive(ByteBuffer data, boolean last) throws Http2Exception {
        if (headers.isEmpty()) {
            throw new Http2Exception("body before headers");
        }
        if (data.remaining() > maxBody - body.size()) {
            throw new Http2Exception("reply larger than " + maxBody + " bytes");
        }
        body.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
        ended = last;
    }

    /** True when the peer has said all. */
    boolean ended() {
        return ended;
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** A field of the headers. */
    Optional<String> header(String field) {
        return value(headers, field);
    }

    /** A field of the trailers; when there was nothing but headers, these are the trailers. */
    Optional<String> trailer(String field) {
        return value(trailers.isEmpty() ? headers : trailers, field);
    }

    private static Optional<String> value(List<Header> block, String field) {
        return block.stream()
                .filter(header -> header.name().equals(field))
                .map(Header::value)
                .findFirst();
    }
}
