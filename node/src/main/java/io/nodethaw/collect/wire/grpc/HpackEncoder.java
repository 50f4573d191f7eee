package io.nodethaw.collect.wire.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Writes header blocks that leave no state behind: each field as a literal without indexing and without Huffman coding (RFC
 * 7541 section 6.2.2). Our requests are few and small.
 */
final class HpackEncoder {
    private HpackEncoder() {}

    /** One header block. */
    static byte[] encode(List<Header> headers) {
        var out = new ByteArrayOutputStream();
        for (var header : headers) {
            out.write(0);
            string(out, header.name());
            string(out, header.value());
        }
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        length(out, bytes.length);
        out.writeBytes(bytes);
    }

    // RFC 7541 section 5.1, a prefix of 7 bits; the highest bit says Huffman and stays 0
    private static void length(ByteArrayOutputStream out, int length) {
        if (length < 0x7f) {
            out.write(length);
            return;
        }
        out.write(0x7f);
        int rest = length - 0x7f;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
