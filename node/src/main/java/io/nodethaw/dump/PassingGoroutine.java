package io.nodethaw.dump;

import org.jspecify.annotations.Nullable;

/**
 * A goroutine of a dump, while the dump is being read: what is cheap to tell about it, and on request everything that was
 * printed. Valid only until the next goroutine is read.
 */
public final class PassingGoroutine {
    private final StackDecoder decoder;
    private final RawStack stack;
    private final int kind;
    private @Nullable DumpedGoroutine decoded;

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

    /**
     * What was printed between the parentheses of one of its frames; empty where there is none.
     *
     * @param frame its number, from 0 for the innermost
     */
    public String arguments(int frame) {
        return decoder.arguments(stack, frame);
    }

    /** All that was printed of it. */
    public DumpedGoroutine decode() {
        if (decoded == null) {
            decoded = decoder.decode(stack);
        }
        return decoded;
    }
}
