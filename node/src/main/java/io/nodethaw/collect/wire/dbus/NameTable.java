package io.nodethaw.collect.wire.dbus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts by their bytes, so that a name that comes again needs no new object. It forgets all when it is full: names of connections are
 * never used again, so on a busy bus new ones come for ever.
 */
final class NameTable {
    private static final int SIZE = 1 << 15;
    private static final int MOST = SIZE / 2;

    /** Longer texts are hardly the same twice. */
    private static final int LONGEST = 255;

    private final byte[][] keys = new byte[SIZE][];
    private final String[] texts = new String[SIZE];
    private int count;

    /** The text in these bytes, which are UTF-8. */
    String of(byte[] bytes, int at, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, at, length, StandardCharsets.UTF_8);
        }
        int slot = hash(bytes, at, length) & SIZE - 1;
        for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
            if (key.length == length && Arrays.equals(key, 0, length, bytes, at, at + length)) {
                return texts[slot];
            }
            slot = slot + 1 & SIZE - 1;
        }
        return add(bytes, at, length, slot);
    }

    private String add(byte[] bytes, int at, int length, int slot) {
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        if (count == MOST) {
            Arrays.fill(keys, null);
            Arrays.fill(texts, null);
            count = 0;
            return text;
        }
        keys[slot] = Arrays.copyOfRange(bytes, at, at + length);
        texts[slot] = text;
        count++;
        return text;
    }

    /** FNV-1a, with its bits mixed once more because only the low ones are used. */
    private static int hash(byte[] bytes, int at, int length) {
        int hash = 0x811c9dc5;
        for (int i = at; i < at + length; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }
}
