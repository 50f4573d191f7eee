package io.nodethaw.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * All running D-Bus connections in the heap of a process.
 *
 * @param objects what looks like such a connection
 * @param searched bytes of heap looked at
 * @param complete false when there was more heap than {@link #MAX_SEARCHED}, or some could not be read
 */
record HeapSearch(List<BusObject> objects, long searched, boolean complete) {
    /** Most bytes of heap searched (our own limit): PID 1 takes some MiB, with 100,000 units 250. */
    static final long MAX_SEARCHED = 384L << 20;

    private static final int CHUNK = 1 << 20;

    /** Bytes that {@link BusObject#startsAt} looks at. */
    private static final int HEAD = 24;

    static HeapSearch of(Memory memory, MemoryMap map) throws IOException {
        var chunk = ByteBuffer.allocate(CHUNK + HEAD).order(ByteOrder.LITTLE_ENDIAN);
        var objects = new ArrayList<BusObject>();
        long searched = 0;
        boolean complete = true;
        for (var region : map.heap()) {
            if (searched + region.size() > MAX_SEARCHED) {
                return new HeapSearch(objects, searched, false);
            }
            for (long at = region.start(); at < region.end(); at += CHUNK) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), region.end() - at));
                if (read(memory, at, chunk)) {
                    collect(memory, map, chunk.flip(), at, objects);
                } else {
                    complete = false;
                }
            }
            searched += region.size();
        }
        return new HeapSearch(objects, searched, complete);
    }

    /** False when that memory was given back since the map was read. */
    private static boolean read(Memory memory, long address, ByteBuffer chunk) {
        try {
            memory.read(address, chunk);
            return !chunk.hasRemaining();
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Collects what looks like a connection. Pairs lie at multiples of 8, because malloc returns multiples of 16, and n_ref and
     * state come first.
     */
    private static void collect(Memory memory, MemoryMap map, ByteBuffer chunk, long address, List<BusObject> objects)
            throws IOException {
        int end = Math.min(CHUNK, chunk.limit() - HEAD + 1);
        for (int i = 0; i < end; i += 8) {
            if (BusObject.startsAt(chunk, i) && map.isHeap(address + i - BusObject.BEFORE, BusObject.SIZE)) {
                var object = BusObject.read(memory, address + i);
                if (object.running()) {
                    objects.add(object);
                }
            }
        }
    }
}
