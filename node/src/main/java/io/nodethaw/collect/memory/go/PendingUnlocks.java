package io.nodethaw.collect.memory.go;

import io.nodethaw.evidence.Goroutine;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the locks that a goroutine has taken and will give back when its functions return: the calls of Unlock that it deferred
 * and that are still to be made, in its frames and in its list of deferred calls.
 */
final class PendingUnlocks {
    /** Most calls looked at of a list; a limit of ours, functions that defer in a loop have more. */
    private static final int MOST = 256;

    /** Bytes from a frame's end to its varp: the frame pointer, and on amd64 the return address (runtime/stkframe.go). */
    private static final int BELOW_AMD64 = 16;

    private static final int BELOW_ARM64 = 8;

    private final Objects objects;
    private final Pages pages;
    private final Layout.Defers layout;
    private final Unlockers unlockers;
    private final int below;
    private final LongMap<FrameDefers> known = new LongMap<>();

    PendingUnlocks(Objects objects, GoProgram program) {
        this.objects = objects;
        this.pages = program.pages();
        this.layout = program.layout().defers();
        this.unlockers = new Unlockers(program);
        this.below = program.image().machine() == ElfImage.ARM64 ? BELOW_ARM64 : BELOW_AMD64;
    }

    /** What it will unlock; of what runs at this moment nothing is known. */
    List<Goroutine.Unlock> of(G g, Trace trace, Stack stack) {
        if (g.isRunning()) {
            return List.of();
        }
        var found = new LinkedHashSet<Goroutine.Unlock>();
        try {
            for (var frame : trace.frames()) {
                inFrame(frame, stack, found);
            }
            inList(g.defers(), stack, found);
        } catch (IOException _) {
            return List.copyOf(found); // a table that cannot be read tells of nothing more
        }
        return List.copyOf(found);
    }

    private void inFrame(Trace.Frame frame, Stack stack, Set<Goroutine.Unlock> found) throws IOException {
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
                unlock(stack.word(varp - slot.function()), argument, stack).ifPresent(found::add);
            }
        }
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

    private void inList(long first, Stack stack, Set<Goroutine.Unlock> found) throws IOException {
        long next = first;
        for (int i = 0; next != 0 && i < MOST; i++) {
            var function = word(next + layout.function(), stack);
            var link = word(next + layout.link(), stack);
            if (function.isEmpty() || link.isEmpty()) {
                return;
            }
            long argument = layout.arguments() == Layout.NONE ? 0 : next + layout.arguments();
            unlock(function.get(), argument, stack).ifPresent(found::add);
            next = link.get();
        }
    }

    /**
     * What a call unlocks.
     *
     * @param closure address of the function's entry, with what it captured behind it
     * @param argument where its first argument lies, if it has any
     */
    private Optional<Goroutine.Unlock> unlock(long closure, long argument, Stack stack) throws IOException {
        var entry = word(closure, stack);
        var unlocker = entry.isEmpty() ? Optional.<Unlockers.Unlocker>empty() : unlockers.at(entry.get());
        if (unlocker.isEmpty()) {
            return Optional.empty();
        }
        long lock = unlocker.get().itself() ? argument : closure + 8;
        return word(lock, stack)
                .map(it -> new Goroutine.Unlock(it, unlocker.get().reading()));
    }

    /** A word of the stack that was read, or else of the program's memory now. */
    private Optional<Long> word(long address, Stack stack) {
        return stack.holds(address)
                ? Optional.of(stack.word(address))
                : objects.read(address, Long.BYTES).map(bytes -> bytes.getLong(0));
    }
}
