package io.nodethaw.heal;

import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One request that changes something, in HTTP/1.0 (RFC 1945): the reply then ends with the connection. */
final class HttpCall {
    /** Bytes of a reply; what create, start and remove answer are lines. */
    private static final int MAX_REPLY = 1 << 20;

    private HttpCall() {}

    /**
     * Sends it.
     *
     * @param body JSON; empty for none
     * @return the body of the reply
     * @throws IOException when the answer is no success, with the server's words
     */
    static String send(Connector connector, String method, String path, String body, Deadline deadline)
            throws IOException {
        var stage = "reply to " + method + " " + path;
        try (var connection = connector.open(deadline)) {
            var content = body.getBytes(StandardCharsets.UTF_8);
            var head = method + " " + path + " HTTP/1.0\r\nHost: docker\r\nUser-Agent: nodethaw\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
            connection.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), deadline, stage);
            connection.write(ByteBuffer.wrap(content), deadline, stage);
            var reply = new ByteArrayOutputStream();
            var bytes = ByteBuffer.allocate(8192);
            while (connection.read(bytes, deadline, stage) >= 0 && reply.size() < MAX_REPLY) {
                reply.write(bytes.array(), 0, bytes.position());
                bytes.clear();
            }
            return success(reply.toString(StandardCharsets.UTF_8), stage);
        }
    }

    private static String success(String reply, String stage) throws IOException {
        int end = reply.indexOf("\r\n\r\n");
        var status = reply.split(" ", 3);
        if (end < 0 || status.length < 3 || !reply.startsWith("HTTP/1.") || status[1].length() != 3) {
            throw new IOException("no HTTP in the " + stage);
        }
        var body = reply.substring(end + 4);
        if (status[1].charAt(0) != '2') {
            throw new IOException(stage + ": " + status[1] + " " + body.strip());
        }
        return body;
    }
}
