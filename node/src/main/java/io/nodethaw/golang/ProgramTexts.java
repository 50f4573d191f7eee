package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings in memory: what a pointer and a length refer to, if a person could have written it. */
final class ProgramTexts {
    /** Longest text taken (our own limit): ids, names, paths. */
    private static final int LONGEST = 512;

    private static final int MOST_KEPT = 100_000;

    private final ProgramObjects objects;
    private final LongMap<String> kept = new LongMap<>();

    ProgramTexts(ProgramObjects objects) {
        this.objects = objects;
    }

    /** The text of a Go string with this pointer and length; empty if that is not a string. */
    String find(long pointer, long length) {
        if (length <= 0 || length > LONGEST || !ProgramObjects.isPointer(pointer)) {
            return "";
        }
        long key = pointer | length << 48; // addresses have 47 bits; lengths that differ by 2^16 are beyond the longest
        var known = kept.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        var text = objects.read(pointer, (int) length).map(ProgramTexts::text).orElse("");
        if (kept.size() < MOST_KEPT) {
            kept.put(key, text);
        }
        return text;
    }

    private static String text(ByteBuffer bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.codePoints().allMatch(ProgramTexts::isPrinted) ? text : "";
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static boolean isPrinted(int letter) {
        return !Character.isISOControl(letter) && Character.isDefined(letter);
    }
}
