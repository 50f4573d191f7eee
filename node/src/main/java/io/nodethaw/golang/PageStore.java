package io.nodethaw.golang;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pages of one program that were read so far, shared by all threads that read processes of it: there is one copy for twenty shims
 * that are read at the same time. Pages never change. Any thread may use it.
 */
final class PageStore {
    /** Most pages kept (our own limit): 16 MiB. The tables of a dockerd are 20 MB, and few of its functions are ever on a stack. */
    private static final int MOST = 1024;

    private final Map<Long, Page> pages = new ConcurrentHashMap<>();

    /**
     * A page.
     *
     * @param holes a set bit for each of its pieces of which there was nothing to read
     */
    record Page(ByteBuffer bytes, int holes) {
        /** True for a place that could not be read. */
        boolean isHole(int at) {
            return (holes >>> (at >> Pages.PIECE_SHIFT) & 1) == 1;
        }
    }

    Optional<Page> find(long number) {
        return Optional.ofNullable(pages.get(number));
    }

    void keep(long number, Page page) {
        if (pages.size() >= MOST) {
            pages.clear();
        }
        pages.put(number, page);
    }

    /** How many pages are kept. */
    int size() {
        return pages.size();
    }
}
