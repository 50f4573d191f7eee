package io.nodethaw.collect.wire.grpc;

import java.util.ArrayList;
import java.util.List;

/** The header fields seen before on this connection, within a size (RFC 7541 section 2.3.2). */
final class DynamicTable {
    private final List<Header> oldestFirst = new ArrayList<>();
    private int size;
    private int limit;

    /** @param limit in bytes as {@link Header#size()} counts them */
    DynamicTable(int limit) {
        this.limit = limit;
    }

    /** Another limit; what does not fit any more is dropped. */
    void resize(int newLimit) {
        limit = newLimit;
        evict(limit);
    }

    /** Adds one; the oldest go. One larger than the table empties it, which is no error (section 4.4). */
    void add(Header header) {
        evict(limit - header.size());
        if (header.size() <= limit) {
            oldestFirst.add(header);
            size += header.size();
        }
    }

    /** Number of entries. */
    int count() {
        return oldestFirst.size();
    }

    /** @param index from 0, the newest */
    Header get(int index) {
        return oldestFirst.get(count() - 1 - index);
    }

    /** Bytes in use. */
    int size() {
        return size;
    }

    private void evict(int room) {
        while (size > Math.max(room, 0)) {
            size -= oldestFirst.removeFirst().size();
        }
    }
}
