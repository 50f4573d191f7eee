package io.nodethaw.golang;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the locks that a goroutine has taken and will release when its functions return: the deferred calls of Unlock that are
 * still to be made, in its frames and in its list of deferred calls.
 */
final class PendingUnlocks {
    /** Most calls looked at of a list (our own limit): functions that defer in a loop have more. */
    private static final int MOST = 256;

    /** Bytes from a frame's end to its varp: the frame pointer, and on amd64 the return address (runtime/stkframe.go). */
    private static final int BELOW_AMD64 = 16;

    private static final int BELOW_ARM64 = 8;

    /** The second word of a {@code runtime._defer} in every version: the stack pointer of the function that deferred. */
    private static final int STACK_POINTER = 8;

    private static final int WORD = 8;

    private final ProgramObjects objects;
    private final Pages pages;
    private final Layout.Defers layout;
    private final Unlockers unlockers;
    private final int below;
    private final LongMap<FrameDefers> known = new LongMap<>();

    PendingUnlocks(ProgramObjects objects, GoProgram program, LockCode code) {
        this.objects = objects;
        this.pages = program.pages();
        this.layout = program.layout().defers();
        this.unlockers = new Unlockers(
                program.functions(), code, program.layout().function().wrapperId());
        this.below = program.image().machine() == ElfImage.ARM64 ? BELOW_ARM64 : BELOW_AMD64;
    }

    /**
     * A call that unlocks.
     *
     * @param frame number of the frame that deferred it, among those of the stack
     * @param always true when it unlocks in any case; false when it may first decide whether to
     */
    record Pending(long lock, boolean reading, int frame, boolean always) {}

    /** All pending unlocks of a goroutine. */
    List<Pending> of(G g, Trace trace, Stack stack) throws IOException {
        var found = new LinkedHashSet<Pending>();
        for (int i = 0; i < trace.frames().size(); i++) {
            inFrame(i, trace.frames().get(i), stack, found);
        }
        inList(g, trace, stack, found);
        return List.copyOf(found);
    }

    /** True for a function that may keep deferred calls in its frames. */
    boolean mayBeIn(GoFunction function) {
        return function.data(layout.data()) != 0;
    }

    private void inFrame(int number, Trace.Frame frame, Stack stack, Set<Pending> found) throws IOException {
        long data = frame.place().function().data(layout.data());
        if (data == 0 || frame.place().size() <= 0) {
            return;
        }
        var defers = defers(data);
        long varp = frame.fp() - below;
        if (!stack.holds(varp - defers.bits())) {
            return;
        }
        long bits = stack.word(varp - defers.bits()) & 0xff;
        for (var slot : defers.slots()) {
            if ((bits >>> slot.bit() & 1) == 1 && stack.holds(varp - slot.function())) {
                long argument = slot.argument() == Layout.NONE ? 0 : varp - slot.argument();
                unlock(stack.word(varp - slot.function()), argument, number, stack, found);
            }
        }
    }

    /** Where a function keeps deferred calls in its frames; empty when it keeps none there. */
    Optional<FrameDefers> defers(GoFunction function) throws IOException {
        long data = function.data(layout.data());
        return data == 0 ? Optional.empty() : Optional.of(defers(data));
    }

    private FrameDefers defers(long data) throws IOException {
        var kept = known.get(data);
        if (kept.isPresent()) {
            return kept.get();
        }
        var read = FrameDefers.read(pages, layout.form(), data);
        known.put(data, read);
        return read;
    }

    private void inList(G g, Trace trace, Stack stack, Set<Pending> found) throws IOException {
        long next = g.defers();
        for (int i = 0; next != 0 && i < MOST; i++) {
            var function = word(next + layout.function(), stack);
            var link = word(next + layout.link(), stack);
            var sp = word(next + STACK_POINTER, stack);
            if (function.isEmpty() || link.isEmpty() || sp.isEmpty()) {
                return;
            }
            long argument = layout.arguments() == Layout.NONE ? 0 : next + layout.arguments();
            unlock(function.get(), argument, frame(sp.get(), trace), stack, found);
            next = link.get();
        }
    }

    /** The first frame that ends above this stack pointer. */
    private static int frame(long sp, Trace trace) {
        int at = 0;
        while (at < trace.frames().size() - 1 && trace.frames().get(at).fp() <= sp) {
            at++;
        }
        return at;
    }

    /**
     * What a call unlocks.
     *
     * @param closure address of the closure: the function's entry, followed by what it captured
     * @param argument address of its first argument, if it has any
     */
    private void unlock(long closure, long argument, int frame, Stack stack, Set<Pending> found) throws IOException {
        var entry = word(closure, stack);
        var unlocker = entry.isEmpty() ? Optional.<Unlockers.Unlocker>empty() : unlockers.at(entry.get());
        if (unlocker.isEmpty()) {
            return;
        }
        boolean reading = unlocker.get().reading();
        boolean always = unlocker.get().always();
        if (unlocker.get().itself()) {
            word(argument, stack).ifPresent(lock -> found.add(new Pending(lock, reading, frame, always)));
            return;
        }
        var captured = unlocker.get().captured();
        for (int offset : captured.isEmpty() ? List.of(WORD) : captured) {
            for (var lock : unlocker.get().locks()) {
                word(closure + offset, stack)
                        .filter(object -> lock.fixed() || ProgramObjects.isPointer(object))
                        .ifPresent(object -> found.add(new Pending(lock.of(object), reading, frame, always)));
            }
        }
    }

    /** A word of the stack that was read, otherwise of the program's memory now. */
    private Optional<Long> word(long address, Stack stack) {
        return stack.holds(address)
                ? Optional.of(stack.word(address))
                : objects.read(address, Long.BYTES).map(bytes -> bytes.getLong(0));
    }
}
