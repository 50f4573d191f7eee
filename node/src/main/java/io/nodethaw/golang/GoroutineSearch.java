package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeSet;

/** Finds runtime.allgs among the variables by what it looks like: a slice of pointers to goroutines. */
final class GoroutineSearch {
    private static final MemoryScan.Wanted EVERY = new MemoryScan.Wanted(0, 0);

    /** Every Go program has more: main, forcegc, sweeper, scavenger, finalizer. */
    private static final int FEWEST = 3;

    private static final int MOST = 1 << 24;
    private static final int TRIED = 8;

    private final Memory memory;
    private final Layout layout;

    GoroutineSearch(Memory memory, Layout layout) {
        this.memory = memory;
        this.layout = layout;
    }

    /** Every address that could be that of the slice. */
    Set<Long> slices(ModuleData module) throws IOException {
        var found = new TreeSet<Long>();
        for (var range : module.variables()) {
            MemoryScan.of(memory, range.start(), range.end(), EVERY, (piece, at, address) -> {
                if (isSlice(piece.getLong(at), piece.getLong(at + 8), piece.getLong(at + 16))) {
                    found.add(address);
                }
                return false;
            });
        }
        return found;
    }

    /** True when a slice lies there whose first elements are goroutines. */
    boolean isSliceAt(long address) {
        var words = read(address, 24);
        return words.remaining() == 24 && isSlice(words.getLong(0), words.getLong(8), words.getLong(16));
    }

    /** True when these three words are a slice whose first elements are goroutines. */
    private boolean isSlice(long pointer, long length, long capacity) {
        if (length < FEWEST || capacity < length || capacity > MOST || !isPointer(pointer)) {
            return false;
        }
        int tried = (int) Math.min(length, TRIED);
        var pointers = read(pointer, 8 * tried);
        for (int i = 0; i < tried; i++) {
            if (pointers.remaining() < 8 * tried || !isGoroutine(pointers.getLong(8 * i))) {
                return false;
            }
        }
        return true;
    }

    /** True when it looks like a pointer to a {@code runtime.g}. */
    private boolean isGoroutine(long pointer) {
        if (!isPointer(pointer)) {
            return false;
        }
        var g = read(pointer, layout.g().size());
        return g.remaining() == layout.g().size() && G.isPlausible(g, layout.g());
    }

    private static boolean isPointer(long value) {
        return (value & 7) == 0 && value > 4096 && value >>> 48 == 0;
    }

    /** Empty when nothing can be read there. */
    private ByteBuffer read(long address, int length) {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            memory.read(address, bytes);
        } catch (IOException _) {
            bytes.clear();
        }
        return bytes.flip();
    }
}
