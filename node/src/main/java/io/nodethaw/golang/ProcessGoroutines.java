package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One reading of all goroutines of one process. */
final class ProcessGoroutines {
    /** How often reading a goroutine is tried when it runs meanwhile; measured: 3 to 11 % of busy ones do in the first round. */
    private static final int ROUNDS = 6;

    /** Nanoseconds; four times as long each time, 70 ms together at most. */
    private static final long FIRST_PAUSE = 200_000;

    /** Most goroutines read (our own limit). */
    private static final int MOST = 200_000;

    /** For a version whose layout is not known for certain: the percentage of stacks that must end where stacks end. */
    private static final int COMPLETE = 95;

    private final int pid;
    private final long mostBytes;
    private final Metered memory;
    private final GoProgram program;
    private final Layout layout;
    private final StackReader stacks;
    private final Unwinder unwinder;
    private final GoroutineMaker maker;
    private long slots;
    private int complete;
    private int unwound;

    ProcessGoroutines(GoProcess process, GoProgram program) {
        this.pid = process.pid();
        this.mostBytes = process.mostBytes()
                / 8
                * 7; // no goroutine is begun after this limit, because what was read of others would be lost
        this.memory = new Metered(process.memory());
        this.program = program;
        this.layout = program.layout();
        this.stacks = program.stacks();
        this.unwinder = new Unwinder(program.functions(), program.image().machine());
        this.maker = new GoroutineMaker(process, this.memory, program);
    }

    /** Counts what is read: stacks, and everything that goroutines wait for. */
    private static final class Metered implements Memory {
        private final Memory memory;
        private long bytes;

        Metered(Memory memory) {
            this.memory = memory;
        }

        @Override
        public int read(long address, ByteBuffer into) throws IOException {
            int count = memory.read(address, into);
            bytes += count;
            return count;
        }
    }

    Goroutines read(GoroutineReader.Options options) throws IOException {
        var left = pointers();
        int count = left.size();
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            pause(round);
            left = round(left, options, round == ROUNDS - 1);
        }
        if (!layout.exact() && complete * 100L < unwound * (long) COMPLETE) {
            throw new UnknownProgramException(program.version().text() + ": not known, and only " + complete + " of "
                    + unwound + " stacks are whole as go1." + Layouts.NEWEST + " lays them out");
        }
        return new Goroutines(
                pid, program.version().text(), source(left.size(), count), maker.finish(), leftOut(left.size(), count));
    }

    /** Where the goroutines were read from, and what is missing. */
    private String source(int left, int count) {
        var source = new StringBuilder("memory");
        if (!layout.exact()) {
            source.append(" as go1.").append(Layouts.NEWEST).append(" lays it out");
        }
        if (left > 0 && !isFull()) {
            source.append(", but ").append(left).append(" of ").append(count).append(" that never stood still");
        }
        if (complete < unwound) {
            source.append(", ").append(unwound - complete).append(" stacks not to their end");
        }
        return source.toString();
    }

    /** What was left out because of our limits. */
    private List<String> leftOut(int left, int count) {
        var out = new ArrayList<String>();
        if (left > 0 && isFull()) {
            out.add("the last " + left + " of " + count + " goroutines: too much memory to read");
        }
        if (slots > MOST) {
            out.add("all but the first " + MOST + " of " + slots + " goroutines");
        }
        out.addAll(maker.leftOut());
        return out;
    }

    private boolean isFull() {
        return memory.bytes > mostBytes;
    }

    /** Pauses, longer each time: a goroutine that moves may be on a thread that has just lost its processor. */
    private static void pause(int round) {
        if (round > 0) {
            LockSupport.parkNanos(FIRST_PAUSE << 2 * (round - 1));
        }
    }

    /** Reads goroutines; returns those that must be read again. */
    private List<Long> round(List<Long> addresses, GoroutineReader.Options options, boolean last) throws IOException {
        var left = new ArrayList<Long>();
        for (long address : addresses) {
            if (isFull()) {
                left.add(address);
                continue;
            }
            var outcome = stacks.read(memory, address);
            if (outcome instanceof StackReader.Outcome.Torn) {
                left.add(address);
            } else if (outcome instanceof StackReader.Outcome.Whole(var g, var stack)) {
                var trace = unwinder.unwind(g, stack);
                if (!trace.complete() && !last) {
                    left.add(address); // before Go 1.17 nothing else shows that it ran and came back
                    continue;
                }
                unwound++;
                complete += trace.complete() ? 1 : 0;
                maker.make(g, trace, stack, options);
            }
        }
        return left;
    }

    /**
     * The elements of runtime.allgs. The slice only grows: a moment later it may be at another address, but contains the same
     * elements.
     */
    private List<Long> pointers() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            var header = read(program.allgs(), 24);
            long length = header.getLong(8);
            slots = length;
            if (length > 0 && length <= header.getLong(16)) {
                var pointers = elements(header.getLong(0), (int) Math.min(length, MOST));
                if (pointers.isPresent()) {
                    return pointers.get();
                }
            }
        }
        throw new IOException("runtime.allgs holds no slice");
    }

    private Optional<List<Long>> elements(long address, int count) throws IOException {
        var words = read(address, 8 * count);
        var pointers = new ArrayList<Long>(count);
        for (int i = 0; i < count; i++) {
            long pointer = words.getLong(8 * i);
            if (!ProgramObjects.isPointer(pointer)) {
                return Optional.empty();
            }
            pointers.add(pointer);
        }
        return Optional.of(pointers);
    }

    private ByteBuffer read(long address, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        memory.read(address, bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("only a part of the memory of runtime.allgs could be read");
        }
        return bytes.flip();
    }
}
