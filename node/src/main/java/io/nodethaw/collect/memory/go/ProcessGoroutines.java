package io.nodethaw.collect.memory.go;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.memory.Memory;
import io.nodethaw.collect.memory.ProcessMemory;
import io.nodethaw.evidence.Goroutines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One reading of all goroutines of one process. */
final class ProcessGoroutines {
    /** How often a goroutine is tried that runs while it is read; measured: 3 to 11 % of busy ones in the first round. */
    private static final int ROUNDS = 6;

    /** Nanoseconds; four times as long each time, 70 ms together at most. */
    private static final long FIRST_PAUSE = 200_000;

    /** Most goroutines read, a limit of ours. */
    private static final int MOST = 200_000;

    /** Most bytes of stacks read, a limit of ours: what is left of the memory we may read is for what goroutines wait for. */
    private static final long MOST_BYTES = ProcessMemory.MAX_BYTES / 4 * 3;

    /** Of a version whose layout is not known for certain, so many stacks of 100 must end where stacks end. */
    private static final int COMPLETE = 95;

    private final int pid;
    private final Memory memory;
    private final GoProgram program;
    private final Layout layout;
    private final StackReader stacks;
    private final Unwinder unwinder;
    private final GoroutineMaker maker;
    private long slots;
    private int complete;
    private int unwound;

    ProcessGoroutines(Host host, int pid, Memory memory, GoProgram program) {
        this.pid = pid;
        this.memory = memory;
        this.program = program;
        this.layout = program.layout();
        this.stacks = new StackReader(memory, layout.g());
        this.unwinder = new Unwinder(program.functions(), program.image().machine());
        this.maker = new GoroutineMaker(host, pid, memory, program);
    }

    Goroutines read(boolean full) throws IOException {
        var left = pointers();
        int count = left.size();
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            pause(round);
            left = round(left, full, round == ROUNDS - 1);
        }
        if (!layout.exact() && complete * 100L < unwound * (long) COMPLETE) {
            throw new NotAskedException(program.version().text() + ": not known, and only " + complete + " of "
                    + unwound + " stacks are whole as go1." + Layouts.NEWEST + " lays them out");
        }
        return new Goroutines(pid, program.version().text(), source(left.size(), count), maker.finish());
    }

    /** Where it is from, and what it lacks. */
    private String source(int left, int count) {
        var source = new StringBuilder("memory");
        if (!layout.exact()) {
            source.append(" as go1.").append(Layouts.NEWEST).append(" lays it out");
        }
        if (left > 0) {
            source.append(isFull() ? ", but the last " : ", but ")
                    .append(left)
                    .append(" of ")
                    .append(count)
                    .append(isFull() ? ": too much memory to read" : " that never stood still");
        }
        if (slots > MOST) {
            source.append(", the first ")
                    .append(MOST)
                    .append(" of ")
                    .append(slots)
                    .append(" places only");
        }
        if (complete < unwound) {
            source.append(", ").append(unwound - complete).append(" stacks not to their end");
        }
        return source.toString();
    }

    private boolean isFull() {
        return stacks.bytes() > MOST_BYTES;
    }

    /** Longer each time: what moves may be on a thread that lost its processor in its midst. */
    private static void pause(int round) {
        if (round > 0) {
            LockSupport.parkNanos(FIRST_PAUSE << 2 * (round - 1));
        }
    }

    /** The goroutines still to be read afterwards. */
    private List<Long> round(List<Long> addresses, boolean full, boolean last) throws IOException {
        var left = new ArrayList<Long>();
        for (long address : addresses) {
            if (isFull()) {
                left.add(address);
                continue;
            }
            var outcome = stacks.read(address);
            if (outcome instanceof StackReader.Outcome.Torn) {
                left.add(address);
            } else if (outcome instanceof StackReader.Outcome.Whole(var g, var stack)) {
                var trace = unwinder.unwind(g, stack);
                if (!trace.complete() && !last) {
                    left.add(address); // before Go 1.17 nothing else tells that it ran and came back
                    continue;
                }
                unwound++;
                complete += trace.complete() ? 1 : 0;
                maker.make(g, trace, stack, full);
            }
        }
        return left;
    }

    /** The elements of runtime.allgs, which only grows: a moment later it may lie elsewhere, but holds the same. */
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
            if (!Objects.isPointer(pointer)) {
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
            throw new IOException("the memory of runtime.allgs ends in its midst");
        }
        return bytes.flip();
    }
}
