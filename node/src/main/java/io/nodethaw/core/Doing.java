package io.nodethaw.core;

import java.util.List;
import java.util.Optional;

/** What a thread was at when its core was taken. */
public sealed interface Doing {
    /**
     * It is in a system call.
     *
     * @param name as in the manual; "system call 999" for one that we do not know
     * @param arguments what the registers hold of them, as many as it takes; empty where a register was written over
     * @param returned the result, when it was already on its way back; empty while it waits
     * @param words what the arguments mean, for a person: "fd 4, no time-out"
     */
    record InCall(String name, List<Optional<Long>> arguments, Optional<Long> returned, String words) implements Doing {
        public InCall {
            arguments = List.copyOf(arguments);
        }

        /** True while it waits in this call. */
        public boolean waits() {
            return returned.isEmpty();
        }
    }

    /** It runs the program's own code. */
    record Running() implements Doing {}

    /** Registers alone do not tell: on arm64 the instruction at its place must be known, which this core leaves out. */
    record Untold() implements Doing {}
}
