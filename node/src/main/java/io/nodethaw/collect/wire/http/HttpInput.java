package io.nodethaw.collect.wire.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Buffered reading of one reply, with limits. */
final class HttpInput {
    /** Limit for all lines of a reply, in bytes. */
    private static final int MAX_LINES = 1 << 16;

    private final Connection connection;
    private final Deadline deadline;
    private String stage;
    private int linesLeft = MAX_LINES;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).limit(0);

    HttpInput(Connection connection, Deadline deadline, String stage) {
        this.connection = connection;
        this.deadline = deadline;
        this.stage = stage;
    }

    /** One line without its end. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            if (--linesLeft < 0) {
                throw new HttpException("header larger than " + MAX_LINES + " bytes");
            }
            line.write(next);
        }
        linesLeft--;
        var text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Fields up to and with the empty line. */
    Map<String, String> fields() throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new HttpException("header field expected, found '" + head(line) + "'");
            }
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            fields.merge(name, line.substring(colon + 1).strip(), (first, second) -> first + ", " + second);
        }
        return fields;
    }

    /** Exactly this many bytes. */
    ByteBuffer bytes(int length) throws IOException {
        var out = new ByteArrayOutputStream();
        copy(length, out);
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** Everything until the peer closes. */
    ByteBuffer rest(int limit) throws IOException {
        var out = new ByteArrayOutputStream();
        while (fill()) {
            out.write(buffer.array(), buffer.position(), buffer.remaining());
            buffer.position(buffer.limit());
            if (out.size() > limit) {
                throw tooLarge(limit);
            }
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** A chunked body and its trailers, RFC 9112 section 7.1. */
    ByteBuffer chunks(int limit) throws IOException {
        var out = new ByteArrayOutputStream();
        while (true) {
            linesLeft = MAX_LINES;
            int length = length(line().split(";", 2)[0].strip(), 16, limit);
            if (length == 0) {
                fields();
                return ByteBuffer.wrap(out.toByteArray());
            }
            if (length > limit - out.size()) {
                throw tooLarge(limit);
            }
            copy(length, out);
            if (!line().isEmpty()) {
                throw new HttpException("chunk longer than its length");
            }
        }
    }

    /** A length in digits of the radix. */
    static int length(String digits, int radix, int limit) throws HttpException {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0)) {
            throw new HttpException("length expected, found '" + head(digits) + "'");
        }
        var significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > 9 || Long.parseLong(significant, radix) > limit) {
            throw tooLarge(limit);
        }
        return Integer.parseInt(significant, radix);
    }

    /** The beginning of a text, for a message. */
    static String head(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private void copy(int length, ByteArrayOutputStream out) throws IOException {
        int left = length;
        while (left > 0) {
            require();
            int count = Math.min(left, buffer.remaining());
            out.write(buffer.array(), buffer.position(), count);
            buffer.position(buffer.position() + count);
            left -= count;
        }
    }

    private int next() throws IOException {
        require();
        return Byte.toUnsignedInt(buffer.get());
    }

    private void require() throws IOException {
        if (!fill()) {
            throw new EOFException("connection closed by the peer during " + stage);
        }
    }

    // false at the end of the stream; a peer that keeps sending does not get past the deadline either
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        if (deadline.passed()) {
            throw new SilentException(stage, deadline.waited());
        }
        int count = connection.read(buffer.clear(), deadline, stage);
        buffer.flip();
        if (!stage.startsWith("rest")) {
            stage = "rest of the " + stage;
        }
        return count >= 0;
    }

    private static HttpException tooLarge(int limit) {
        return new HttpException("body larger than " + limit + " bytes");
    }
}
