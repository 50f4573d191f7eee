package io.nodethaw.collect.memory.go;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Texts in memory: what a pointer and a length point to, if a person could have written it. */
final class Texts {
    /** Longest text taken, a limit of ours: ids, names, paths. */
    private static final int LONGEST = 512;

    private static final int MOST_KEPT = 10_000;

    private final Objects objects;
    private final Map<Pair, Optional<String>> kept = new HashMap<>();

    private record Pair(long pointer, long length) {}

    Texts(Objects objects) {
        this.objects = objects;
    }

    /** The text of a Go string with this pointer and length, if they are one. */
    Optional<String> find(long pointer, long length) {
        if (length <= 0 || length > LONGEST || !Objects.isPointer(pointer) || kept.size() > MOST_KEPT) {
            return Optional.empty();
        }
        return kept.computeIfAbsent(new Pair(pointer, length), Texts.this::read);
    }

    private Optional<String> read(Pair pair) {
        return objects.read(pair.pointer(), (int) pair.length()).flatMap(Texts::text);
    }

    private static Optional<String> text(ByteBuffer bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        return text.codePoints().allMatch(Texts::isPrinted) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isPrinted(int letter) {
        return !Character.isISOControl(letter) && Character.isDefined(letter);
    }
}
