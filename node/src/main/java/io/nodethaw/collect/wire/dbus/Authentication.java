package io.nodethaw.collect.wire.dbus;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Says who we are, by user id (D-Bus Specification, "Authentication Protocol", mechanism EXTERNAL).
 *
 * <p>All lines go out in one write, before the server's OK. systemd's server reads them at once, answers, and handles BEGIN
 * only when the answer is out (bus_socket_auth_verify_server), so what we send after its OK stays in the socket until it
 * reads messages. A BEGIN sent after OK could be read together with the first call, which would then lie in its buffer
 * until more bytes arrive: that call seems lost.
 */
final class Authentication {
    /** Longest answer we read; "OK" and 32 hexadecimal digits are usual, a refusal lists mechanisms. */
    private static final int MAX_LINE = 512;

    private Authentication() {}

    static void perform(Connection connection, long uid, Deadline deadline) throws IOException {
        String digits = HexFormat.of().formatHex(Long.toString(uid).getBytes(StandardCharsets.US_ASCII));
        String lines = "\0AUTH EXTERNAL " + digits + "\r\nBEGIN\r\n";
        connection.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII)), deadline, "auth");
        String answer = line(connection, deadline);
        if (!answer.equals("OK") && !answer.startsWith("OK ")) {
            throw new AuthenticationException(answer);
        }
    }

    /** Byte by byte: what follows the line is not ours to read. */
    private static String line(Connection connection, Deadline deadline) throws IOException {
        var text = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (text.length() < MAX_LINE) {
            one.clear();
            if (connection.read(one, deadline, "auth") < 0) {
                throw new EOFException("connection closed by the peer during auth");
            }
            char c = (char) (one.get(0) & 0xff);
            if (c == '\n') {
                return text.toString().strip();
            }
            text.append(c >= ' ' && c < 0x7f ? c : ' ');
        }
        throw new AuthenticationException("a line of more than " + MAX_LINE + " bytes");
    }
}
