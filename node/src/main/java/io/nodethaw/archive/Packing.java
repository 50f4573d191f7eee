package io.nodethaw.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How a file is packed, told by its first bytes: a name lies more often. */
enum Packing {
    GZIP("\u001f\u008b"), // RFC 1952, 2.3.1
    XZ("\u00fd7zXZ\0"), // The .xz File Format, 2.1.1.1
    BZIP2("BZh"), // and a digit: checked below
    LZ4("\u0004\"M\u0018"), // LZ4 Frame Format, Magic Number
    ZSTD("(\u00b5/\u00fd"), // RFC 8878, 3.1.1
    ZIP("PK\u0003\u0004"), // APPNOTE.TXT, 4.3.7
    TAR("");

    /** Bytes of the head by which each of these is told: one block of tar. */
    static final int HEAD = 512;

    // The header of tar (POSIX.1-2001, pax, header block): the sum of its bytes, in octal digits, its own counted as
    // blanks.
    private static final int SUM_AT = 148;
    private static final int SUM_END = 156;

    private final String magic;

    Packing(String magic) {
        this.magic = magic;
    }

    /** What a file is packed in that begins with these bytes; empty where it is not packed. */
    static Optional<Packing> of(byte[] head) {
        return Arrays.stream(values()).filter(packing -> packing.begins(head)).findFirst();
    }

    /** True for what holds several files with their names. */
    boolean isArchive() {
        return this == TAR || this == ZIP;
    }

    private boolean begins(byte[] head) {
        return switch (this) {
            case TAR -> isTar(head);
            case BZIP2 -> startsWith(head, magic) && head.length > 3 && head[3] >= '1' && head[3] <= '9';
            case ZIP -> startsWith(head, magic) || startsWith(head, "PK\u0005\u0006"); // an empty one has only its end
            default -> startsWith(head, magic);
        };
    }

    private static boolean startsWith(byte[] head, String magic) {
        var wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }

    /** Old archives have no magic, so the sum decides for all of them. */
    private static boolean isTar(byte[] head) {
        if (head.length < HEAD || head[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < HEAD; i++) {
            sum += i >= SUM_AT && i < SUM_END ? ' ' : head[i] & 0xff;
        }
        var told = new String(head, SUM_AT, SUM_END - SUM_AT, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return told.matches("[0-7]{1,7}") && Integer.parseInt(told, 8) == sum;
    }
}
