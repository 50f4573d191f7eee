package io.nodethaw.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The note by which the first page of a program tells that it was written in Go (cmd/link/internal/ld/elf.go: ELF_NOTE_GO_NAME). */
final class GoNote {
    /** Its type, then its name with two zero bytes. */
    private static final int TYPE = 4;

    private static final int NAME = 'G' | 'o' << 8;

    private GoNote() {}

    static boolean isIn(ByteBuffer page) {
        var words = page.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 8 <= words.limit(); at += 4) {
            if (words.getInt(at) == TYPE && words.getInt(at + 4) == NAME) {
                return true;
            }
        }
        return false;
    }
}
