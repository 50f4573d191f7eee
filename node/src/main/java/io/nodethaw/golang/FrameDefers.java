package io.nodethaw.golang;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a function keeps its deferred calls in its own frame: a byte with one bit for each call that is still to be made, and
 * for each call a slot with the function to call (FUNCDATA_OpenCodedDeferInfo, cmd/compile/internal/ssagen/ssa.go,
 * emitOpenDeferInfo). Distances are counted down from the frame's varp.
 *
 * @param bits of the byte
 */
record FrameDefers(int bits, List<Slot> slots) {
    /** Up to Go 1.17: largest size of arguments, bits, count; then each call, the last one first, with its arguments. */
    private static final int WITH_ARGUMENTS = 1;

    /** Up to Go 1.21: bits, count, and each slot, the last one first. Later: bits and the first slot, which the others follow. */
    private static final int EACH_SLOT = 2;

    /** The most calls, one bit for each: a function with more keeps them in the goroutine's list. */
    private static final int MOST = 8;

    /** The most arguments that are described (our own limit). */
    private static final int MOST_ARGUMENTS = 64;

    private static final int WORD = 8;

    FrameDefers {
        slots = List.copyOf(slots);
    }

    /**
     * One deferred call.
     *
     * @param bit its number in the byte
     * @param function of the slot with the function's closure
     * @param argument of the first argument; {@link Layout#NONE} when it has none
     */
    record Slot(int bit, int function, int argument) {}

    static FrameDefers read(Pages pages, int form, long data) throws IOException {
        var numbers = new Varints(pages, data);
        if (form == WITH_ARGUMENTS) {
            numbers.next();
        }
        int bits = numbers.next();
        var slots = new ArrayList<Slot>();
        if (form == WITH_ARGUMENTS || form == EACH_SLOT) {
            for (int bit = Math.min(numbers.next(), MOST) - 1; bit >= 0; bit--) {
                slots.add(form == EACH_SLOT ? new Slot(bit, numbers.next(), Layout.NONE) : withArguments(bit, numbers));
            }
        } else {
            int first = numbers.next();
            for (int bit = 0; bit < MOST; bit++) {
                slots.add(new Slot(bit, first - WORD * bit, Layout.NONE));
            }
        }
        return new FrameDefers(bits, slots);
    }

    private static Slot withArguments(int bit, Varints numbers) throws IOException {
        numbers.next(); // size of the arguments
        int function = numbers.next();
        int count = numbers.next();
        int first = Layout.NONE;
        for (int i = 0; i < Math.min(count, MOST_ARGUMENTS); i++) {
            int argument = numbers.next();
            first = i == 0 ? argument : first;
            numbers.next(); // its size
            numbers.next(); // its place in the call
        }
        return new Slot(bit, function, first);
    }
}
