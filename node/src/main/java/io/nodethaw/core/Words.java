package io.nodethaw.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the parts of notes. */
final class Words {
    private Words() {}

    /** The text up to a zero byte, or to the end of its field. */
    static String text(ByteBuffer bytes, int at, int most) {
        int end = at;
        int last = Math.min(bytes.limit(), at + most);
        while (end < last && bytes.get(end) != 0) {
            end++;
        }
        var text = new byte[Math.max(end - at, 0)];
        bytes.get(Math.min(at, bytes.limit()), text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
