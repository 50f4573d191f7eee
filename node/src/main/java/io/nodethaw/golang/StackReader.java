package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads a goroutine's struct, its stack and the struct again, back to back. When both are the same, and so is its counter of
 * runs, the stack in between is from one moment. One buffer is used for all reads: what was read is valid until the next.
 */
final class StackReader {
    /** Stacks up to this size are read as a whole: one page more costs nothing. */
    private static final long SMALL = 8 << 10;

    /** Bytes read below the stack pointer, because it may move between the reads. */
    private static final long BELOW = 4 << 10;

    /** Deepest stack (our own limit); the runtime's is 1 GiB, and only endless recursion needs more than some 100 KiB. */
    private static final long DEEPEST = 4 << 20;

    private final Layout.G layout;
    private final ByteBuffer before;
    private final ByteBuffer after;
    private ByteBuffer stack = direct(64 << 10);

    StackReader(Layout.G layout) {
        this.layout = layout;
        this.before = direct(layout.size());
        this.after = direct(layout.size());
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The outcome of a reading. */
    sealed interface Outcome {
        /** A goroutine at one moment. */
        record Whole(G g, Stack stack) implements Outcome {}

        /** The struct is not in use. */
        record Unused() implements Outcome {}

        /** It ran meanwhile, and must be read again. */
        record Torn() implements Outcome {}
    }

    /** Reads the goroutine whose struct lies at an address. */
    Outcome read(Memory memory, long address) throws IOException {
        fill(memory, address, before);
        if (G.isUnused(G.status(before, layout))) {
            return new Outcome.Unused();
        }
        if (!G.isPlausible(before, layout)) {
            return new Outcome.Torn();
        }
        var g = G.of(address, before, layout);
        var read = g.isRunning() ? Optional.of(new Stack(g.high(), stack.clear().limit(0), true)) : stack(memory, g);
        fill(memory, address, after);
        if (read.isEmpty() || g.status() == G.COPYSTACK || !isSame(g)) {
            return new Outcome.Torn();
        }
        return new Outcome.Whole(g, read.get());
    }

    /**
     * True when it is the same goroutine in the same state. When it is running, only the state is used, because its other
     * fields change all the time.
     */
    private boolean isSame(G g) {
        if (g.isRunning()) {
            return G.of(g.address(), after, layout).isRunning() && g.id() == after.getLong(layout.id());
        }
        return G.isSame(before, after, layout);
    }

    private static void fill(Memory memory, long address, ByteBuffer g) throws IOException {
        g.clear();
        memory.read(address, g);
        if (g.hasRemaining()) {
            throw new IOException("only a part of the memory of a goroutine could be read");
        }
    }

    private Optional<Stack> stack(Memory memory, G g) {
        if (g.top() < g.low() || g.top() >= g.high()) {
            return Optional.empty();
        }
        long start = g.high() - g.low() <= SMALL ? g.low() : Math.max(g.low(), (g.top() - BELOW) & -8);
        long size = Math.min(g.high() - start, DEEPEST);
        if (size > stack.capacity()) {
            stack = direct((int) Math.min(DEEPEST, 2 * size));
        }
        stack.clear().limit((int) size);
        try {
            memory.read(start, stack);
        } catch (IOException _) {
            return Optional.empty(); // given back since the struct was read
        }
        return stack.hasRemaining()
                ? Optional.empty()
                : Optional.of(new Stack(start, stack.clear().limit((int) size), start + size == g.high()));
    }
}
