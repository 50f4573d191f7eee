package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/**
 * Elements of DER (ITU-T X.690), one after the other, as far as a certificate needs them (RFC 5280, 4.1). The certificates of the JDK tell
 * the same; loading their classes takes longer than anything else in a look.
 */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xA0;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

    /** 2.5.4.3, id-at-commonName. */
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    /** What stands in a certificate, in this order: [version], serial, signature, issuer, validity, subject. */
    static KubeletAccess.Certificate certificate(String file, byte[] bytes) throws IOException {
        var body = of(bytes).enter(SEQUENCE).enter(SEQUENCE);
        if (body.tag() == VERSION) {
            body.next();
        }
        body.next();
        body.next();
        body.next();
        var validity = body.enter(SEQUENCE);
        var from = validity.time();
        var until = validity.time();
        return new KubeletAccess.Certificate(
                file, body.enter(SEQUENCE).commonName().orElse(""), from, until);
    }

    /** The last common name among the parts of a name. */
    private Optional<String> commonName() throws IOException {
        var name = Optional.<String>empty();
        while (at < end) {
            var parts = enter(SET);
            while (parts.at < parts.end) {
                var part = parts.enter(SEQUENCE);
                boolean isName = Arrays.equals(part.next(), COMMON_NAME);
                var value = part.next();
                name = isName ? Optional.of(new String(value, UTF_8)) : name;
            }
        }
        return name;
    }

    /** A time to the second, as "YYMMDDhhmmssZ" (before 2050) or "YYYYMMDDhhmmssZ" (RFC 5280, 4.1.2.5). */
    private Instant time() throws IOException {
        int tag = tag();
        var text = new String(next(), UTF_8);
        boolean brief = tag == UTC_TIME;
        if (!brief && tag != GENERALIZED_TIME || !text.matches(brief ? "\\d{12}Z" : "\\d{14}Z")) {
            throw new IOException("no time");
        }
        int year = Integer.parseInt(text.substring(0, brief ? 2 : 4));
        int after = brief ? 2 : 4;
        try {
            return LocalDateTime.of(
                            brief ? year + (year < 50 ? 2000 : 1900) : year,
                            two(text, after),
                            two(text, after + 2),
                            two(text, after + 4),
                            two(text, after + 6),
                            two(text, after + 8))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException none) {
            throw new IOException("no time", none);
        }
    }

    private static int two(String digits, int from) {
        return Integer.parseInt(digits.substring(from, from + 2));
    }

    private int tag() throws IOException {
        return peek(at);
    }

    private int peek(int index) throws IOException {
        if (index >= end) {
            throw new IOException("DER ends too early");
        }
        return bytes[index] & 0xFF;
    }

    /** Passes over the next element and returns what is in it. */
    private byte[] next() throws IOException {
        int from = content();
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Passes over the next element, which has this tag, and goes into it. */
    private Der enter(int tag) throws IOException {
        if (tag() != tag) {
            throw new IOException("another element than expected");
        }
        int from = content();
        return new Der(bytes, from, at);
    }

    /** Passes over the next element and returns where its content begins. */
    private int content() throws IOException {
        int length = peek(at + 1);
        int from = at + 2;
        if (length >= 0x80) {
            int count = length - 0x80;
            if (count == 0 || count > 3) {
                throw new IOException("no length of a certificate's element");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | peek(from++);
            }
        }
        if (length > end - from) {
            throw new IOException("DER ends too early");
        }
        at = from + length;
        return from;
    }
}
