package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Programs seen before. One is lent to one reader at a time, and is lost with a reader that hangs; the next then finds it
 * out anew, with the pages that other readers of the same program have read.
 */
final class KnownPrograms {
    /** Most kept: a node has some ten Go programs. */
    static final int MOST = 16;

    /** Most pages of those kept: 32 MiB, a third of what the reader of a look has. Each program takes some MiB. */
    static final int MOST_PAGES = 2048;

    private final Deque<GoProgram> programs = new ArrayDeque<>();
    private final Map<ElfImage, WeakReference<PageStore>> pages = new HashMap<>();

    /** The program of this image. */
    GoProgram take(Memory memory, ElfImage image) throws IOException {
        var kept = kept(image);
        kept.ifPresent(program -> program.pages().takeFrom(memory));
        return kept.isPresent() ? kept.get() : GoProgram.read(memory, image, pages(image));
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

    /** The pages that all readers of this program share. */
    private synchronized PageStore pages(ElfImage image) {
        pages.values().removeIf(store -> store.refersTo(null));
        var known = pages.get(image);
        var store = known == null ? null : known.get();
        if (store == null) {
            store = new PageStore();
            pages.put(image, new WeakReference<>(store));
        }
        return store;
    }

    synchronized void giveBack(GoProgram program) {
        programs.addFirst(program);
        while (programs.size() > MOST || programs.size() > 1 && pagesKept() > MOST_PAGES) {
            programs.removeLast();
        }
    }

    private int pagesKept() {
        return programs.stream()
                .map(program -> program.pages().kept())
                .distinct()
                .mapToInt(PageStore::size)
                .sum();
    }
}
