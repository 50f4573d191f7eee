package io.nodethaw.dump;

/** The ids of a dump, to notice when one occurs again. */
final class GoroutineIds {
    /** The most ids that are remembered. Beyond that, a new dump is recognised only by the words before it. */
    private static final int MOST = 1 << 22;

    private static final int LEAST = 1 << 10;

    private long[] slots = new long[LEAST];
    private int size;

    /** Remembers an id above 0; false when it was there. */
    boolean add(long id) {
        int slot = slot(id);
        if (slots[slot] == id) {
            return false;
        }
        if (size < MOST) {
            slots[slot] = id;
            size++;
            grow();
        }
        return true;
    }

    void clear() {
        slots = new long[LEAST];
        size = 0;
    }

    private int slot(long id) {
        int slot = (int) (id * 0x9e3779b97f4a7c15L >>> 40) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != id) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        if (size * 2 <= slots.length) {
            return;
        }
        var old = slots;
        slots = new long[old.length * 2];
        for (long id : old) {
            if (id != 0) {
                slots[slot(id)] = id;
            }
        }
    }
}
