package io.nodethaw.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One file of a capture, packed as a member of gzip of its own: members one after the other are one gzip file (RFC 1952, 2.2), so
 * that its size is known before it is put into the archive, and it is packed but once.
 *
 * @param size of the text
 * @param sum SHA-256 of the text, in hexadecimal digits
 */
@SuppressWarnings("ArrayRecordComponent") // it is never compared
record Packed(String name, String origin, long size, String sum, byte[] bytes) {
    /** Packs a text, at most this many bytes when packed. */
    static Packed of(Attachment file, long most) throws IOException {
        var packed = new Bounded(most);
        var counted = new Counted(member(packed));
        var digested = new DigestOutputStream(counted, sha256());
        var out = new BufferedWriter(new OutputStreamWriter(digested, UTF_8));
        file.content().writeTo(out);
        out.close();
        var sum = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        return new Packed(file.name(), file.origin(), counted.count, sum, packed.toByteArray());
    }

    /** Packs bytes that are not counted. */
    static byte[] member(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = member(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static OutputStream member(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 14);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** There is no room for it. */
    static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1;

        NoRoomException() {
            super("no room for it");
        }
    }

    /** Keeps this many bytes and no more. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final long most;

        Bounded(long most) {
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (kept.size() + (long) length > most) {
                throw new NoRoomException();
            }
            kept.write(bytes, from, length);
        }

        byte[] toByteArray() {
            return kept.toByteArray();
        }
    }

    /** Counts what goes through. */
    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private long count;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
