package io.nodethaw.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** A heap of a made-up systemd, into which a test writes connections. */
public final class FakeHeap implements Memory {
    public static final long START = 0x5500_0000_0000L;

    private final ByteBuffer bytes;
    private int next = 0x100;
    private boolean readable = true;

    FakeHeap(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The heap of a systemd 252 that has sent so many messages on the bus, as :1.3 on descriptor 40. */
    public static byte[] ofSystemd(long messages) {
        var heap = new FakeHeap(0x4000);
        var layout = BusLayout.ALL.stream()
                .filter(one -> one.knows(252) && one.knows(250))
                .findFirst()
                .orElseThrow();
        heap.connection(layout, 40, ":1.3", messages);
        heap.connection(layout, 41, "", 7);
        return heap.bytes.array();
    }

    /** The map with this heap and a library of the given name. */
    MemoryMap map(String library) {
        var regions = new ArrayList<MemoryMap.Region>();
        regions.add(new MemoryMap.Region(START, START + bytes.capacity(), "rw-p", "[heap]"));
        regions.add(new MemoryMap.Region(0x7f00_0000_0000L, 0x7f00_0010_0000L, "r-xp", library));
        return new MemoryMap(regions);
    }

    void loseMemory() {
        readable = false;
    }

    /** Starts the next allocation at an offset of the heap. */
    FakeHeap at(int offset) {
        next = offset;
        return this;
    }

    private int allocate(int size) {
        int at = next;
        next += (size + 31) & ~15;
        return at;
    }

    long string(String text) {
        int at = allocate(text.length() + 1);
        bytes.put(at, (text + '\0').getBytes(StandardCharsets.US_ASCII));
        return START + at;
    }

    /** Writes a running connection; an empty name means none. Returns the address of its pair. */
    long connection(BusLayout layout, int fd, String name, long cookie) {
        int pair = allocate(0x400) + BusObject.BEFORE;
        bytes.putInt(pair - 8, 3).putInt(pair - 4, layout.inotify() ? 5 : 4);
        bytes.putInt(pair, fd).putInt(pair + 4, fd);
        int version = layout.inotify() ? pair + 12 : pair + 8;
        if (layout.inotify()) {
            bytes.putInt(pair + 8, -1);
        }
        bytes.putInt(version, 1);
        bytes.putLong(pair + layout.receiveQueue(), START + allocate(64));
        if (layout.allocated()) {
            bytes.putLong(pair + layout.receiveQueue() + 0x10, 8);
        }
        if (layout.uniqueName() - layout.cookie() == 0x10) {
            bytes.putLong(pair + layout.cookie() + 8, cookie + 1000); // read_counter
        }
        bytes.putLong(pair + layout.cookie(), cookie);
        bytes.putLong(pair + layout.uniqueName(), name.isEmpty() ? 0 : string(name));
        return START + pair;
    }

    /** Writes a state into a connection. */
    void state(long pair, int state) {
        bytes.putInt((int) (pair - START) - 4, state);
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
        long offset = address - START;
        if (!readable || offset < 0 || offset >= bytes.capacity()) {
            throw new IOException("not mapped");
        }
        int count = (int) Math.min(into.remaining(), bytes.capacity() - offset);
        into.put(bytes.slice((int) offset, count));
        return count;
    }
}
