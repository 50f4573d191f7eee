package io.nodethaw.dump;

import java.util.Optional;

/**
 * A goroutine of a dump while the dump is read: what is cheap to tell of it, and all that was printed where that is asked for.
 * Only good until the next goroutine is read.
 */
public final class PassingGoroutine {
    private final StackDecoder decoder;
    private final RawStack stack;
    private final int kind;
    private Optional<DumpedGoroutine> decoded = Optional.empty();

    PassingGoroutine(StackDecoder decoder, RawStack stack, int kind) {
        this.decoder = decoder;
        this.stack = stack;
        this.kind = kind;
    }

    /** Which dump of the file it belongs to, from 0. */
    public int dump() {
        return stack.dump();
    }

    /** Its number; 0 where it has none, as in a profile. */
    public long id() {
        return stack.header().id();
    }

    /**
     * The same number for all goroutines of its dump with the same state and the same frames; negative where there are too many
     * kinds to tell.
     */
    public int kind() {
        return kind;
    }

    /** All that was printed of it. */
    public DumpedGoroutine decode() {
        if (decoded.isEmpty()) {
            decoded = Optional.of(decoder.decode(stack));
        }
        return decoded.get();
    }
}
