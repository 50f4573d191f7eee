package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Programs seen before. One is lent to one reader at a time, and is lost with a reader that hangs; the next then finds it
 * out anew.
 */
final class KnownPrograms {
    /** Most kept: a node has some ten Go programs; each takes some MiB. */
    private static final int MOST = 16;

    private final Deque<GoProgram> programs = new ArrayDeque<>();

    /** The program of this image. */
    GoProgram take(Memory memory, ElfImage image) throws IOException {
        var kept = kept(image);
        kept.ifPresent(program -> program.pages().takeFrom(memory));
        return kept.isPresent() ? kept.get() : GoProgram.read(memory, image);
    }

    private synchronized Optional<GoProgram> kept(ElfImage image) {
        for (var program : programs) {
            if (program.isOf(image)) {
                programs.remove(program);
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    synchronized void giveBack(GoProgram program) {
        programs.addFirst(program);
        if (programs.size() > MOST) {
            programs.removeLast();
        }
    }
}
