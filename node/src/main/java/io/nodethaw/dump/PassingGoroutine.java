package io.nodethaw.dump;

import java.util.Optional;

/**
 * A goroutine of a dump, while the dump is being read: what is cheap to tell about it, and on request everything that was
 * printed. Valid only until the next goroutine is read.
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

    /** Index of its dump in the file, from 0. */
    public int dump() {
        return stack.dump();
    }

    /** Its id; 0 when it has none, as in a profile. */
    public long id() {
        return stack.header().id();
    }

    /**
     * A number that is the same for all goroutines of its dump with the same state and frames; negative when there are too many
     * kinds to tell.
     */
    public int kind() {
        return kind;
    }

    /** Everything that was printed about it. */
    public DumpedGoroutine decode() {
        if (decoded.isEmpty()) {
            decoded = Optional.of(decoder.decode(stack));
        }
        return decoded.get();
    }
}
