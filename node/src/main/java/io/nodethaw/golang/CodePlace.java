package io.nodethaw.golang;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program counter: the function it is in, and what the tables say about it. It is kept, because many stacks are alike. */
final class CodePlace {
    private final GoFunction function;
    private final long pc;
    private final int size;
    private final boolean outermost;
    private final boolean injected;
    private @Nullable Site returned;
    private @Nullable Site interrupted;

    CodePlace(GoFunction function, long pc) {
        this.function = function;
        this.pc = pc;
        this.size = function.stack().at(pc - function.entry());
        this.outermost = size < 0 || function.isOutermost();
        this.injected = function.isInjected();
    }

    /**
     * What a dump prints for a frame at this place.
     *
     * @param calls innermost first; the last one is not inlined
     * @param arguments those of the last call
     */
    record Site(List<SourceCall> calls, ArgumentPlan arguments) {}

    GoFunction function() {
        return function;
    }

    long pc() {
        return pc;
    }

    /** Bytes between stack pointer and frame; -1 at the end of the stack. */
    int size() {
        return size;
    }

    /** True when the stack ends here. */
    boolean isOutermost() {
        return outermost;
    }

    /** See {@link GoFunction#isInjected}. */
    boolean isInjected() {
        return injected;
    }

    /**
     * What is printed for it.
     *
     * @param back 1 when the program counter is a return address, so that the call is before it; otherwise 0
     */
    Site site(Functions functions, int back) throws IOException {
        var kept = back == 1 ? returned : interrupted;
        if (kept != null) {
            return kept;
        }
        var made = functions.site(this, back);
        if (back == 1) {
            returned = made;
        } else {
            interrupted = made;
        }
        return made;
    }
}
