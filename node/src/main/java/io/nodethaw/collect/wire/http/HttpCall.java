package io.nodethaw.collect.wire.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/**
 * One request over a connection of its own. Stages of a {@link io.nodethaw.collect.SilentException}: "connect", "reply to
 * METHOD PATH", "rest of the reply to METHOD PATH".
 */
public final class HttpCall {
    /** Limit for a body, in bytes; a node with ten thousand containers lists them in less. */
    static final int MAX_BODY = 16 << 20;

    private HttpCall() {}

    /**
     * Sends it, and reads the reply to its end.
     *
     * @param host for the Host header; "localhost" on a unix socket
     * @param path with its query, percent-encoded: "/containers/create?name=x"
     * @param body JSON; empty for none
     * @throws HttpException when what came is no HTTP/1 reply
     */
    public static HttpReply send(
            Connector connector, String method, String host, String path, String body, Deadline deadline)
            throws IOException {
        requireToken(host);
        requireToken(path);
        var stage = "reply to " + method + " " + path;
        var content = body.getBytes(UTF_8);
        try (var connection = connector.open(deadline)) {
            var head = method + " " + path + " HTTP/1.1\r\nHost: " + host
                    + "\r\nUser-Agent: nodethaw\r\nAccept: */*\r\n" + describe(method, content)
                    + "Connection: close\r\n\r\n";
            connection.write(ByteBuffer.wrap(head.getBytes(US_ASCII)), deadline, stage);
            connection.write(ByteBuffer.wrap(content), deadline, stage);
            return reply(new HttpInput(connection, deadline, stage));
        }
    }

    /** A length is sent for an empty body too, except with methods that expect no body (RFC 9110 section 8.6). */
    private static String describe(String method, byte[] content) {
        return method.equals("GET")
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n";
    }

    private static void requireToken(String text) {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("not fit for a request line: " + text);
        }
    }

    private static HttpReply reply(HttpInput input) throws IOException {
        int status = status(input.line());
        var headers = input.fields();
        while (status / 100 == 1) { // interim replies, RFC 9110 section 15.2
            status = status(input.line());
            headers = input.fields();
        }
        return new HttpReply(
                status, headers, UTF_8.decode(body(input, status, headers)).toString());
    }

    // RFC 9112 section 4
    private static int status(String line) throws HttpException {
        var parts = line.split(" ", 3);
        if (!line.startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("[1-5][0-9][0-9]")) {
            throw new HttpException("status line expected, found '" + HttpInput.head(line) + "'");
        }
        return Integer.parseInt(parts[1]);
    }

    // RFC 9112 section 6.3
    private static ByteBuffer body(HttpInput input, int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return ByteBuffer.allocate(0);
        }
        var coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        if (coding.equals("chunked")) {
            return input.chunks(MAX_BODY);
        }
        if (!coding.isEmpty()) {
            throw new HttpException("transfer coding " + HttpInput.head(coding));
        }
        var length = headers.get("content-length");
        return length == null ? input.rest(MAX_BODY) : input.bytes(HttpInput.length(length, 10, MAX_BODY));
    }
}
