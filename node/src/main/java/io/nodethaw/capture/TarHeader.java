package io.nodethaw.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** The header of a file in a tar archive (POSIX.1-2001, ustar Interchange Format). */
final class TarHeader {
    static final int BLOCK = 512;

    private static final int NAME_LENGTH = 100;
    private static final int SUM_AT = 148;
    private static final int SUM_LENGTH = 8;

    private TarHeader() {}

    /**
     * One block.
     *
     * @param name of the file, in ASCII
     * @throws IllegalArgumentException when a name or a size does not fit
     */
    static byte[] of(String name, long size, Instant at) {
        if (name.length() >= NAME_LENGTH || size >= 1L << 33) {
            throw new IllegalArgumentException("does not fit into a header of tar: " + name + ", " + size);
        }
        var block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, octal(0600, 7)); // mode: the file of the capture as well is readable only for its owner
        put(block, 108, octal(0, 7)); // uid
        put(block, 116, octal(0, 7)); // gid
        put(block, 124, octal(size, 11));
        put(block, 136, octal(Math.max(0, at.getEpochSecond()), 11));
        Arrays.fill(block, SUM_AT, SUM_AT + SUM_LENGTH, (byte) ' ');
        block[156] = '0'; // a regular file
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte one : block) {
            sum += one & 0xff;
        }
        put(block, SUM_AT, octal(sum, 6) + "\0 ");
        return block;
    }

    /** How many zeros follow a file of this size. */
    static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private static void put(byte[] block, int at, String text) {
        var bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static String octal(long number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", number);
    }
}
