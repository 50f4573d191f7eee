package io.nodethaw.dump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns a text into UTF-8, whatever encoding it was saved in: PowerShell writes UTF-16 into files, and editors on Windows put a
 * byte order mark before UTF-8.
 */
final class Utf8 {
    private static final int MARK_LENGTH = 3;
    private static final int HEAD = 4;

    private Utf8() {}

    /** The same text as UTF-8, without a byte order mark. */
    static InputStream of(InputStream in) throws IOException {
        var head = in.readNBytes(HEAD);
        boolean marked = isMark(head);
        int skipped = marked ? MARK_LENGTH : 0;
        var whole = new SequenceInputStream(new ByteArrayInputStream(head, skipped, head.length - skipped), in);
        var charset = charset(head);
        return charset.isEmpty() ? whole : new Encoded(new InputStreamReader(whole, charset.get()));
    }

    /** True where the bytes begin with the mark of UTF-8 (Unicode, 2.13). */
    private static boolean isMark(byte[] bytes) {
        return bytes.length >= MARK_LENGTH
                && bytes[0] == (byte) 0xef
                && bytes[1] == (byte) 0xbb
                && bytes[2] == (byte) 0xbf;
    }

    /**
     * UTF-16, recognised by its byte order mark, or by the zero bytes of its first letters when these are ASCII; empty for
     * anything else.
     */
    private static Optional<Charset> charset(byte[] head) {
        if (head.length < HEAD) {
            return Optional.empty();
        }
        int first = Byte.toUnsignedInt(head[0]);
        int second = Byte.toUnsignedInt(head[1]);
        if (first == 0xff && second == 0xfe || first == 0xfe && second == 0xff) {
            return Optional.of(StandardCharsets.UTF_16);
        }
        if (second == 0 && head[3] == 0 && first != 0) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return first == 0 && head[2] == 0 && second != 0 ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    /** A stream of letters as UTF-8 bytes. */
    private static final class Encoded extends InputStream {
        private final Reader letters;
        private final char[] some = new char[1 << 13];
        private byte[] bytes = new byte[0];
        private int at;

        Encoded(Reader letters) {
            this.letters = letters;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (at == bytes.length) {
                int count = letters.read(some, 0, some.length - 1);
                if (count < 0) {
                    return -1;
                }
                bytes = new String(some, 0, whole(count)).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }

        /** Reads one more letter when a pair of surrogates would otherwise be split; returns the number of letters. */
        private int whole(int count) throws IOException {
            if (count > 0 && Character.isHighSurrogate(some[count - 1])) {
                int low = letters.read();
                if (low >= 0) {
                    some[count] = (char) low;
                    return count + 1;
                }
            }
            return count;
        }
    }
}
